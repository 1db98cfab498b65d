/** The one JSON line that a finished run is told in: what was run, then what came of it. */
import { createHash } from 'node:crypto';
import type { FloatArray } from '../../engine/matrix.ts';
import { type Run, recipe } from '../../training/run.ts';
import type { Training } from '../../training/trainer.ts';

/** What came of a run. `updates`: the first of the two passed checks when solved, else all that were made. */
export interface Result {
  readonly solved: boolean;
  readonly updates: number;
  /** Held-out, at the end: accuracy, whole sequences where a task asks more than once, and loss. */
  readonly accuracy: number | null;
  readonly sequences?: number;
  /** Null where it is no number any more. */
  readonly loss: number | null;
  readonly parameters: number;
  readonly elapsedMs: number;
  readonly weightsSha256: string;
  /** Why it could not go on, where it could not. */
  readonly failed?: string;
}

export function resultOf(
  { parameters, solvedAt, update, evaluate }: Training,
  elapsedMs: number,
  failed?: string,
): Result {
  const { loss, ...score } = evaluate();
  return {
    solved: solvedAt !== null,
    updates: solvedAt ?? update,
    ...score,
    loss: Number.isFinite(loss) ? loss : null,
    parameters: parameters.data.length,
    elapsedMs: Math.round(elapsedMs),
    weightsSha256: sha256(parameters.data),
    ...(failed === undefined ? {} : { failed }),
  };
}

/** What was run: all that decides its result, but for what is as in the recipe. */
export function describeRun(run: Run) {
  const { task, cell, lag, hidden, init, seed, updates: budget } = run;
  return { task, cell, lag, hidden, ...settingsOf(run), init, seed, budget };
}

/** What the run sets besides the recipe: an entry for each, none for what it leaves as it is. */
function settingsOf(run: Run): Partial<Run> {
  const { layers, dropout, gateBias, holds, variant, rule, learningRate, clip, batch } = run;
  const others = Object.entries({ layers, dropout, gateBias, holds, variant, rule });
  const numbers = Object.entries({ learningRate, clip, batch });
  return Object.fromEntries([
    ...others.filter(([, value]) => value !== undefined),
    ...numbers.filter(([name, value]) => value !== recipe[name as 'clip']),
  ]);
}

/** Of the numbers as little-endian bytes, in the buffer's own order. */
export function sha256(data: FloatArray): string {
  const bytes = new DataView(new ArrayBuffer(data.byteLength));
  data.forEach((value, k) => {
    if (data instanceof Float32Array) bytes.setFloat32(4 * k, value, true);
    else bytes.setFloat64(8 * k, value, true);
  });
  return createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex');
}
