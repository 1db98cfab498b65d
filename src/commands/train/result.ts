/** The one JSON line that a finished run is told in. */
import { createHash } from 'node:crypto';
import type { FloatArray } from '../../engine/matrix.ts';
import { type Run, recipe } from '../../training/run.ts';
import type { Training } from '../../training/trainer.ts';

/** `updates`: the first of the two passed checks when solved, else all that were made. Accuracy and loss: held-out, at the end. */
export function resultOf(training: Training, elapsedMs: number) {
  const { run, parameters, solvedAt, update } = training;
  const { loss, accuracy } = training.evaluate();
  return {
    task: run.task,
    cell: run.cell,
    lag: run.lag,
    hidden: run.hidden,
    ...settingsOf(run),
    init: run.init,
    seed: run.seed,
    solved: solvedAt !== null,
    updates: solvedAt ?? update,
    accuracy,
    loss,
    parameters: parameters.data.length,
    elapsedMs: Math.round(elapsedMs),
    weightsSha256: sha256(parameters.data),
  };
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
