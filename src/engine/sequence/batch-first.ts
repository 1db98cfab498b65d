/**
 * A sequence in one flat array, time first or batch first, and as the engine has it: one matrix for each step.
 *
 * Letters: B batch, T time, n numbers per row and step. Flat arrays are row-major, the last index moving fastest:
 * (T, B, n) with time first, (B, T, n) with the batch first, PyTorch's `batch_first=True`.
 */

import { createSequence, type Matrix, type Precision } from '../matrix.ts';

interface SequenceShape {
  readonly steps: number;
  readonly batch: number;
  readonly size: number;
  readonly batchFirst: boolean;
}

/** T matrices (B, n) from a flat array. Throws a sentence when the numbers do not fill the shape. */
export function stepsFromArray(
  values: ArrayLike<number>,
  shape: SequenceShape,
  precision: Precision = 'float64',
): Matrix[] {
  const { steps, batch, size } = shape;
  if (values.length !== steps * batch * size) {
    throw new Error(`stepsFromArray: ${values.length} numbers are not ${steps} steps of (${batch}, ${size})`);
  }
  const sequence = createSequence(steps, batch, size, precision);
  forEachEntry(shape, (flat, step, k) => {
    sequence[step].data[k] = values[flat];
  });
  return sequence;
}

/** The way back: T matrices (B, n) as one flat array. */
export function arrayFromSteps(sequence: readonly Matrix[], batchFirst: boolean): Float64Array<ArrayBuffer> {
  const { rows: batch, columns: size } = sequence[0] ?? { rows: 0, columns: 0 };
  const values = new Float64Array(sequence.length * batch * size);
  forEachEntry({ steps: sequence.length, batch, size, batchFirst }, (flat, step, k) => {
    values[flat] = sequence[step].data[k];
  });
  return values;
}

/** Where each number stands in the flat array, its step, and where in that step's matrix. */
function forEachEntry(
  { steps, batch, size, batchFirst }: SequenceShape,
  visit: (flat: number, step: number, k: number) => void,
): void {
  for (let step = 0; step < steps; step += 1) {
    for (let row = 0; row < batch; row += 1) {
      const from = (batchFirst ? row * steps + step : step * batch + row) * size;
      for (let k = 0; k < size; k += 1) visit(from + k, step, row * size + k);
    }
  }
}
