/** Every sentence the race says, made from what is on screen and from nothing else. */

import type { Fresh, FreshRun } from '../shared/fresh.ts';
import { median } from '../shared/median.ts';
import { format, formatNumber, formatValue } from '../shared/numbers.ts';
import type { ShortLags } from './facts.ts';
import type { RaceState } from './state.ts';
import type { TaskFacts } from './tasks.ts';
import { isRemembered, tolerance } from './tasks.ts';
import type { CellFacts, CellReading, DefaultBiases, RaceTexts } from './types.ts';

/** Who forgot, of the networks that have read. */
export function titleOf(texts: RaceTexts, facts: TaskFacts, lag: number, readings: readonly CellReading[]): string {
  const [first] = readings;
  if (!first || readings.length < 3) return format(texts[`title.${facts.task}.waiting`], { lag });
  const forgot = readings.filter((reading) => !isRemembered(facts, reading)).length as 0 | 1 | 2 | 3;
  const outcome = facts.measure === 'loss' ? texts[`title.off.${forgot}`] : texts[`title.forgot.${forgot}`];
  const asked = format(texts[`title.${facts.task}`], { count: first.steps });
  return `${asked}${format(outcome, { tolerance: formatValue(tolerance(facts), 1) })}`;
}

/** What the shipped runs came to: solved on how many seeds, and who lost it again. */
export function shippedVerdict(
  texts: RaceTexts,
  { task }: TaskFacts,
  lag: number,
  updates: number,
  cells: readonly CellFacts[],
): string {
  const groups = groupBySolved(cells);
  const clauses = groups.map((group, index) => {
    const [{ solvedAt, of }] = group as [CellFacts];
    const place = index === 0 ? 'first' : 'next';
    const outcome = solvedAt.length === 0 ? 'none' : 'some';
    const values = { who: who(texts, group, cells.length), n: solvedAt.length, of };
    return format(texts[`clause.${place}.${outcome}`], values);
  });
  const losers = cells.filter(({ lost }) => lost > 0);
  const last = groups.at(-1);
  const [loser] = losers;
  // "and one of those lost it again" is clear only where the last clause speaks of that cell alone.
  const isLast = losers.length === 1 && last?.length === 1 && loser === last[0];
  const tail =
    isLast && loser
      ? format(texts[loser.lost === loser.solvedAt.length ? 'lost.last.all' : 'lost.last.some'], {
          n: count(texts, loser.lost),
        })
      : '';
  const sentence = format(texts[`verdict.${task}`], { updates, lag, clauses: `${clauses.join(texts.comma)}${tail}` });
  if (isLast || losers.length === 0) return sentence;
  const list = losers.map((one) => format(texts['lost.item'], { n: count(texts, one.lost), who: nameOf(texts, one) }));
  return `${sentence}${texts.space}${format(texts.lost, { list: joined(texts, list) })}`;
}

/** The less flattering half of the truth: how far the plain network gets, and what gates do without the right biases. */
export function afterthought(
  texts: RaceTexts,
  facts: TaskFacts,
  short: ShortLags | null,
  biases: DefaultBiases | null,
  cells: readonly CellFacts[],
): string {
  const sentences: string[] = [];
  if (facts.task === 'remember') {
    if (short) {
      const fastest = short.fastest
        ? format(texts[`short.fastest`], { who: nameOf(texts, { cell: short.fastest }) })
        : '';
      sentences.push(format(texts.short, { lag: short.lag, fastest }));
    }
    if (biases) {
      const list = biases.facts.map((one) =>
        format(texts['biases.item'], { who: nameOf(texts, one), n: one.solvedAt.length, of: one.of }),
      );
      const isNone = biases.facts.every(({ solvedAt }) => solvedAt.length === 0);
      const values = {
        lag: biases.lag,
        updates: formatNumber(biases.updates),
        list: joined(texts, list),
        of: biases.facts[0]?.of ?? 0,
      };
      sentences.push(format(texts[isNone ? 'biases.none' : 'biases'], values));
    }
  } else {
    const unsolved = cells.filter(({ solvedAt }) => solvedAt.length === 0);
    for (const one of unsolved) {
      const key = facts.measure === 'loss' ? 'closest.error' : 'closest';
      const digits = facts.measure === 'loss' ? 3 : 2;
      sentences.push(
        format(texts[key], {
          who: nameOf(texts, one),
          best: formatValue(one.best, digits),
          chance: formatValue(facts.chance, digits),
        }),
      );
    }
  }
  return sentences.join(texts.space);
}

/** What a run in the page has come to so far. */
export function freshVerdict(texts: RaceTexts, { meets }: TaskFacts, fresh: Fresh): string {
  const [first] = fresh.runs;
  if (!first) return '';
  const update = Math.min(...fresh.cells.map((cell) => cell.update));
  const now = format(texts[`fresh.${fresh.status === 'left' ? 'stopped' : fresh.status}`], {
    update,
    updates: first.updates,
    lag: first.lag,
    seed: first.seed,
  });
  const solved = fresh.cells.filter(({ solvedAt }) => solvedAt !== null);
  const open = fresh.cells.filter(({ solvedAt }) => solvedAt === null);
  const said = solved.map((cell) =>
    format(texts['fresh.solvedAt'], { who: nameOf(texts, cell), update: cell.solvedAt ?? 0 }),
  );
  const isOver = fresh.status === 'finished';
  if (isOver && open.length > 0)
    said.push(format(texts['fresh.unsolved'], { who: who(texts, open, fresh.cells.length) }));
  if (said.length === 0) return now;
  const lost = isOver ? solved.filter(({ final }) => final !== null && !meets(final)) : [];
  const relapse = lost.length > 0 ? `${texts.space}${format(texts['fresh.lost'], { who: who(texts, lost, 4) })}` : '';
  return `${now}${texts.space}${capital(said.join(texts.comma))}${texts['stop.sign']}${relapse}`;
}

/** The line over a panel of curves. */
export function panelNote(texts: RaceTexts, { of, solvedAt }: CellFacts): string {
  if (solvedAt.length === 0) return format(texts['panel.none'], { of });
  const values = { n: solvedAt.length, of, median: median(solvedAt) ?? 0, list: joined(texts, solvedAt.map(String)) };
  return format(texts[solvedAt.length === of ? 'panel.all' : 'panel.some'], values);
}

export function freshNote(texts: RaceTexts, { update, solvedAt, run, isFinished }: FreshRun): string {
  if (solvedAt !== null) return format(texts['panel.solvedAt'], { update: solvedAt });
  return format(texts[isFinished ? 'panel.unsolved' : 'panel.update'], { update, updates: run.updates });
}

/** "forgotten: B 0.25, chance is 0.25" and its like, for one network's answer. */
export function answerLine(texts: RaceTexts, facts: TaskFacts, reading: CellReading): string {
  const isRight = isRemembered(facts, reading);
  const { answer, right } = reading;
  if (facts.measure === 'loss') {
    const values = { given: formatValue(answer[0] ?? Number.NaN), right: formatValue(right) };
    return format(texts[isRight ? 'answer.near' : 'answer.off'], values);
  }
  const values = {
    name: facts.answers[right] ?? '',
    p: formatValue(answer[right] ?? Number.NaN),
    chance: formatValue(facts.chance),
  };
  return format(texts[isRight ? 'answer.remembered' : 'answer.forgotten'], values);
}

/** Updates a second and the time that is left, while a run is under way; and whether it waited for the page. */
export function paceLine(texts: RaceTexts, { rate, leftMs, status, hasWaited }: Fresh): string {
  const waited = hasWaited ? texts['pace.waited'] : '';
  if (status !== 'running' || leftMs === null) return waited;
  const seconds = Math.ceil(leftMs / 1000);
  const left =
    seconds < 100
      ? format(texts['pace.seconds'], { n: seconds })
      : format(texts['pace.minutes'], { n: Math.ceil(seconds / 60) });
  const pace = format(texts.pace, { rate: formatNumber(rate, rate < 10 ? 1 : 0), left });
  return waited ? `${waited}${texts.space}${pace}` : pace;
}

/** That a link asked for a lag which the task does not have; empty when it did not. */
export function nearestLine(texts: RaceTexts, asked: Pick<RaceState, 'lag'> | null, { task, lag }: RaceState): string {
  if (!asked) return '';
  return format(texts[task === 'adding' ? 'lag.nearest.adding' : 'lag.nearest'], { asked: asked.lag, lag });
}

export function nameOf(texts: RaceTexts, { cell }: Pick<CellFacts, 'cell'>): string {
  return texts[`cell.${cell}`];
}

function who(texts: RaceTexts, group: readonly Pick<CellFacts, 'cell'>[], all: number): string {
  const names = group.map((one) => nameOf(texts, one));
  if (group.length === all) return texts['who.all'];
  if (group.length === 1) return format(texts['who.one'], { name: names[0] ?? '' });
  return format(texts['who.several'], { list: joined(texts, names) });
}

/** Cells with as many solved seeds together, most first. */
function groupBySolved(cells: readonly CellFacts[]): CellFacts[][] {
  const counts = [...new Set(cells.map(({ solvedAt }) => solvedAt.length))].sort((a, b) => b - a);
  return counts.map((n) => cells.filter(({ solvedAt }) => solvedAt.length === n));
}

function joined(texts: RaceTexts, words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return format(texts.and, { first: words.slice(0, -1).join(texts.list), last: words.at(-1) ?? '' });
}

function count(texts: RaceTexts, n: number): string {
  return texts.counts.split(' ')[n] ?? String(n);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
