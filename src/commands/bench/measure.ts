/**
 * One work, all contestants: each warms up, shows that it does the same as the others, and then they take turns, so that
 * a busy minute of the machine falls on all of them.
 */
import type { Contestant } from './contestants.ts';
import type { Answer, Ready } from './protocol.ts';
import { type Running, start } from './running.ts';
import { percentile } from './statistics.ts';
import type { Work } from './work.ts';

/** Everything a contestant has shown at a work. */
export interface Timing {
  readonly work: Work;
  readonly contestant: string;
  readonly ready: Ready;
  /** Of every step, of all rounds. */
  readonly wallMs: readonly number[];
  /** Per step, of each round; empty where it is not known. */
  readonly cpuMs: readonly number[];
  /** Per tile of W; empty but for ours. */
  readonly tileMs: readonly number[];
}

/** A contestant that could not be timed, and why. */
export interface Absence {
  readonly work: Work;
  readonly contestant: string;
  readonly reason: string;
}

/** About as long as an engine's turn, and another's; one step at least. */
const TURN_MS = { ours: 40, theirs: 200 };
/** Until the second compiler is through with a contestant. */
const WARM_UP_MS = { ours: 150, theirs: 600 };
/** Between single-precision results of different orders of summation, after up to 800 steps and three updates. */
const TOLERANCE = 1e-3;

interface Turn {
  readonly contestant: Contestant;
  readonly running: Running;
  readonly steps: number;
  readonly answers: Answer[];
}

export async function measureWork(
  work: Work,
  contestants: readonly Contestant[],
  rounds: number,
): Promise<{ timings: Timing[]; absences: Absence[] }> {
  const absences: Absence[] = [];
  const turns: Turn[] = [];
  const leave = ({ name, running }: { name: string; running?: Running }, error: unknown) => {
    running?.stop();
    absences.push({ work, contestant: name, reason: (error as Error).message });
  };
  for (const contestant of contestants) {
    let running: Running | undefined;
    try {
      running = await start(contestant.command(work));
      checkResults(running.ready, turns[0]?.running.ready);
      turns.push({ contestant, running, steps: await warmUp(running, contestant.isOurs), answers: [] });
    } catch (error) {
      leave({ name: contestant.name, ...(running && { running }) }, error);
    }
  }
  const stillThere = new Set(turns);
  for (let round = 0; round < rounds; round += 1) {
    for (const turn of stillThere) {
      try {
        turn.answers.push(checkLast(await turn.running.ask({ steps: turn.steps })));
      } catch (error) {
        stillThere.delete(turn);
        leave({ name: turn.contestant.name, running: turn.running }, error);
      }
    }
  }
  const timings = [...stillThere].map(({ contestant, running, answers }): Timing => {
    running.stop();
    return {
      work,
      contestant: contestant.name,
      ready: running.ready,
      wallMs: answers.flatMap(({ wallMs }) => wallMs),
      cpuMs: answers.map(({ cpuMs }) => cpuMs).filter((cpuMs) => cpuMs !== null),
      tileMs: answers.flatMap(({ tileMs }) => tileMs ?? []),
    };
  });
  return { timings, absences };
}

/** Resolves to how many steps make a turn. */
async function warmUp(running: Running, isOurs: boolean): Promise<number> {
  const who = isOurs ? 'ours' : 'theirs';
  let answer = checkLast(await running.ask({ steps: 1 }));
  let leftMs = WARM_UP_MS[who];
  // What the first steps take says little of the later ones, so the stretches grow.
  while (leftMs > 0) {
    const stepMs = percentile(answer.wallMs, 0.5);
    const steps = Math.max(1, Math.min(answer.wallMs.length * 8, Math.ceil(leftMs / stepMs)));
    answer = checkLast(await running.ask({ steps }));
    leftMs -= answer.wallMs.reduce((sum, ms) => sum + ms, 0);
  }
  return Math.max(1, Math.round(TURN_MS[who] / percentile(answer.wallMs, 0.5)));
}

/** Throws when a contestant comes to something else than the first one, though it does not say that it does other work. */
function checkResults({ results, differs }: Ready, first: Ready | undefined): void {
  if (!results.every(Number.isFinite)) throw new Error('its results are not finite numbers');
  if (!first || differs || first.differs) return;
  const largest = Math.max(...first.results.map(Math.abs));
  const isSame = results.every((result, index) => Math.abs(result - first.results[index]) <= TOLERANCE * largest);
  if (!isSame) throw new Error(`it came to ${results.join(', ')} instead of ${first.results.join(', ')}`);
}

function checkLast(answer: Answer): Answer {
  if (answer.last === null) throw new Error('its loss is not a finite number');
  return answer;
}
