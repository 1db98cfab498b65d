/**
 * What a contestant says and is told: it is a process of its own, one JSON line for each message on its standard input
 * and output. It first says that it is ready, then answers each question for steps with how long they took.
 */
import { createInterface } from 'node:readline';
import type { Ceiling } from './ceiling.ts';
import type { Work } from './work.ts';

export interface Ready {
  /**
   * What everybody who does the very same work comes to: the losses of the first three steps (or fewer), the output for
   * the first row, or the first three entries of the product.
   */
  readonly results: readonly number[];
  /** What this contestant does otherwise, so that its results are its own. */
  readonly differs?: string | undefined;
  /** Versions and libraries it runs on. */
  readonly note?: string | undefined;
  /** Memory of the step, where it is known. */
  readonly bytes?: number | undefined;
}

/** A contestant with everything in place but the steps. */
export interface Prepared extends Ready {
  /** True when another process does the work, such as a browser. */
  readonly isElsewhere?: boolean | undefined;
  /** One step; its loss, or a number of its result. */
  step(): number | Promise<number>;
}

export interface Question {
  readonly steps: number;
}

export interface Answer {
  /** Of each step. */
  readonly wallMs: readonly number[];
  /** Processor time per step, all threads of the process together; null where the work is done in another process. */
  readonly cpuMs: number | null;
  /** What the last step returned; null when that was not a finite number. */
  readonly last: number | null;
  /** Milliseconds per tile of W, timed between steps; only from the engine. */
  readonly tileMs?: readonly number[] | undefined;
}

/** Steps of at least so many milliseconds lie between two readings of the processor's clock, which cost 4 us each. */
const STRETCH_MS = 2;
/** The shortest and the longest that W is timed for at a time. */
const TILES_MS = [0.02, 4] as const;
/** W is timed for so long after a stretch, or for a quarter of a long step. */
const CEILING_MS = 1;

/** A contestant's process: `node <file> <JSON of the work> [more]`. Ends when its input does. */
export async function serve(
  prepare: (work: Work, ...more: string[]) => Promise<Prepared>,
  ceiling: Ceiling | null = null,
): Promise<void> {
  // Libraries chat; standard output is for messages.
  console.log = console.error;
  console.info = console.error;
  const [work, ...more] = process.argv.slice(2);
  const { step, isElsewhere, ...ready } = await prepare(JSON.parse(work) as Work, ...more);
  say(ready);
  for await (const line of createInterface({ input: process.stdin })) {
    const { steps } = JSON.parse(line) as Question;
    const answer = await time(step, steps, ceiling);
    say(isElsewhere ? { ...answer, cpuMs: null } : answer);
  }
}

/** Takes `steps` steps; W is timed after every stretch of them. */
export async function time(step: Prepared['step'], steps: number, ceiling: Ceiling | null): Promise<Answer> {
  const wallMs: number[] = [];
  const tileMs: number[] = [];
  let last = Number.NaN;
  let cpuMs = 0;
  while (wallMs.length < steps) {
    const before = process.cpuUsage();
    const untilMs = performance.now() + STRETCH_MS;
    let nowMs = performance.now();
    do {
      const startMs = nowMs;
      const result = step();
      last = typeof result === 'number' ? result : await result;
      nowMs = performance.now();
      wallMs.push(nowMs - startMs);
    } while (wallMs.length < steps && nowMs < untilMs);
    const { user, system } = process.cpuUsage(before);
    cpuMs += (user + system) / 1000;
    if (ceiling) tileMs.push(...timeTiles(ceiling, wallMs.at(-1) ?? 0));
  }
  const answer = { wallMs, cpuMs: cpuMs / steps, last: Number.isFinite(last) ? last : null };
  return ceiling ? { ...answer, tileMs } : answer;
}

/** Tiles, in pieces as long as a step: a longer one would be interrupted more often, a shorter one less. */
function timeTiles(ceiling: Ceiling, stepMs: number): number[] {
  const [shortest, longest] = TILES_MS;
  const pieceMs = Math.min(Math.max(stepMs, shortest), longest);
  return Array.from({ length: Math.ceil(Math.max(CEILING_MS, stepMs / 4) / pieceMs) }, () => ceiling(pieceMs));
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
