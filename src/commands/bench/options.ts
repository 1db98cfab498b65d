/** The options of `npm run bench`, and what they choose. */
import { type Contestant, contestants } from './contestants.ts';
import { allWork, groups, type Work } from './work.ts';

export const benchOptions = {
  only: { type: 'string', multiple: true },
  work: { type: 'string', multiple: true },
  rounds: { type: 'string', default: '7' },
  out: { type: 'string' },
  readme: { type: 'boolean', default: false },
  webgl: { type: 'boolean', default: false },
} as const;

/** Those named, `engine` for both of ours; by default all but the optional ones. Throws a sentence for an unknown name. */
export function chooseContestants(only: readonly string[] | undefined, webgl: boolean): Contestant[] {
  const names = split(only);
  const known = ['engine', ...contestants.map(({ name }) => name)];
  checkKnown('contestant', names, known);
  const isChosen = ({ name, isOurs, isOptional }: Contestant) =>
    names.length === 0 ? !isOptional || webgl : names.includes(name) || (isOurs && names.includes('engine'));
  return contestants.filter((contestant) => isChosen(contestant) || (webgl && contestant.isOptional));
}

/** Those named or in a group that is; by default all. Throws a sentence for an unknown name. */
export function chooseWork(asked: readonly string[] | undefined): Work[] {
  const names = split(asked);
  checkKnown('work', names, [...groups, ...allWork.map(({ name }) => name)]);
  return allWork.filter(({ name, group }) => names.length === 0 || names.includes(name) || names.includes(group));
}

/** Throws a sentence when it is not a whole number from 1 up. */
export function chooseRounds(rounds: string): number {
  if (!/^[1-9]\d{0,3}$/.test(rounds)) throw new Error(`--rounds must be a whole number from 1 to 9999, got ${rounds}.`);
  return Number(rounds);
}

function split(values: readonly string[] | undefined): string[] {
  return values?.flatMap((value) => value.split(',')) ?? [];
}

function checkKnown(kind: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no ${kind} "${unknown}"; there are: ${known.join(', ')}.`);
}
