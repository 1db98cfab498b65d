/**
 * What the order of a sum does: to one sum of single-precision numbers, and to a training whose sums are taken the other
 * way round.
 */

import type { ComputePath } from '../engine/compute.ts';
import type { Kernels } from '../engine/kernels/contract.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import { createRandom } from '../engine/random.ts';
import { createUnrolledLayer } from '../engine/sequence/unrolled.ts';
import { type Run, recipe } from '../training/run.ts';
import { createTraining, type Training } from '../training/trainer.ts';

/** How the sum of the products of two rows is taken. `fused`: first to last, each product added before it is rounded. */
export type Order = 'forwards' | 'backwards' | 'fourLanes' | 'fused' | 'exact';

/** The sum over k of a[k] * b[k] for two rows of `length` Gaussian numbers, all in single precision but `exact`. */
export function rowProduct(order: Order, length: number): number {
  const random = createRandom(1, 'rounding');
  const [a, b] = [1, 2].map(() => Float32Array.from({ length }, () => random.gaussian()));
  return sums[order](a, b);
}

const sums: Record<Order, (a: Float32Array, b: Float32Array) => number> = {
  forwards: (a, b) => a.reduce((sum, x, k) => single(sum + single(x * b[k])), 0),
  backwards: (a, b) => a.reduceRight((sum, x, k) => single(sum + single(x * b[k])), 0),
  fourLanes(a, b) {
    const lanes = a.reduce(
      (sofar, x, k) => sofar.map((sum, lane) => (k % 4 === lane ? single(sum + single(x * b[k])) : sum)),
      [0, 0, 0, 0],
    );
    return single(single(lanes[0] + lanes[1]) + single(lanes[2] + lanes[3]));
  },
  // The product of two singles is exact in double precision.
  fused: (a, b) => a.reduce((sum, x, k) => single(sum + x * b[k]), 0),
  exact: (a, b) => a.reduce((sum, x, k) => sum + x * b[k], 0),
};

/** A run trained twice, with the sums of its way there taken from either end. */
export interface Pair {
  /** The largest difference between two weights after the first update, and after the last. */
  readonly apartAtFirst: number;
  readonly apartAtLast: number;
  /** By the order of the sums: when the task counted as learned, null for never. */
  readonly solvedAt: readonly (number | null)[];
}

/** A small plain network on a lag that some seeds learn. */
const trained = { ...recipe, task: 'remember', cell: 'rnn', init: 'default', lag: 20, hidden: 8, batch: 8 } as const;

export function trainBothWays(seed: number, updates: number): Pair {
  const run: Run = { ...trained, seed, updates, stopWhenSolved: false };
  const [one, other] = ([1, -1] as const).map((direction) => createTraining(run, undefined, singlePath(direction)));
  const advance = () => {
    for (const training of [one, other]) training.advance();
    return weightsApart(one, other);
  };
  const apart = Array.from({ length: updates }, advance);
  return { apartAtFirst: apart[0], apartAtLast: apart[updates - 1], solvedAt: [one.solvedAt, other.solvedAt] };
}

function weightsApart({ parameters: { data } }: Training, other: Training): number {
  let most = 0;
  for (let k = 0; k < data.length; k += 1) most = Math.max(most, Math.abs(data[k] - other.parameters.data[k]));
  return most;
}

/** Typed arrays whose sums of the way there are taken first to last or last to first, rounded to single at every term. */
function singlePath(direction: 1 | -1): ComputePath {
  const kernels: Kernels = {
    ...referenceKernels,
    multiplyTransposed(out, left, right, mode) {
      const inner = left.columns;
      for (let row = 0; row < left.rows; row += 1) {
        for (let column = 0; column < right.rows; column += 1) {
          const at = row * right.rows + column;
          let sum = mode === 'add' ? out.data[at] : 0;
          for (let j = 0; j < inner; j += 1) {
            const k = direction === 1 ? j : inner - 1 - j;
            sum = single(sum + single(left.data[row * inner + k] * right.data[column * inner + k]));
          }
          out.data[at] = sum;
        }
      }
    },
  };
  return {
    name: 'float32',
    hasStrictNumerics: true,
    bytes: () => 0,
    open: () => ({
      kernels,
      precision: 'float32',
      createLayer: (description, prefix, suffix) => createUnrolledLayer(description, kernels, prefix, suffix),
    }),
  };
}

const single = Math.fround;
