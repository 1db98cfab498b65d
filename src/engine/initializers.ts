/**
 * How weights begin. Each fills a matrix in place from the random numbers it is given.
 *
 * Chrono biases set how many steps a gate holds before anything is learned: a gate whose sum is b = ln(n - 1) keeps
 * 1 - 1/n of the state at each step, that is for about n steps.
 */

import { log } from './elementary.ts';
import type { Matrix } from './matrix.ts';
import type { Random } from './random.ts';

/** Uniform in [-bound, bound]. */
export function uniform(matrix: Matrix, bound: number, random: Random): void {
  for (let k = 0; k < matrix.data.length; k += 1) matrix.data[k] = (2 * random.uniform() - 1) * bound;
}

/** Glorot and Bengio (2010): uniform with bound sqrt(6 / (rows + columns)), block by block of `blockRows` rows. */
export function glorot(matrix: Matrix, blockRows: number, random: Random): void {
  uniform(matrix, Math.sqrt(6 / (blockRows + matrix.columns)), random);
}

/**
 * Each block of `columns` rows becomes an orthogonal matrix (Gram-Schmidt on Gaussian rows): it turns a state without
 * stretching it. Source: Saxe, McClelland and Ganguli (2014).
 */
export function orthogonal(matrix: Matrix, random: Random): void {
  const { rows, columns, data } = matrix;
  if (rows % columns !== 0) throw new Error(`orthogonal: ${rows} rows are not whole blocks of ${columns}`);
  for (let row = 0; row < rows; row += 1) {
    const current = data.subarray(row * columns, (row + 1) * columns);
    const firstOfBlock = row - (row % columns);
    let length = 0;
    // A row that lies almost in the span of those before it is drawn again.
    while (length < 1e-3) {
      for (let k = 0; k < columns; k += 1) current[k] = random.gaussian();
      // Twice, since once leaves rounding errors behind.
      for (let pass = 0; pass < 2; pass += 1) {
        for (let other = firstOfBlock; other < row; other += 1) {
          const before = data.subarray(other * columns, (other + 1) * columns);
          const overlap = dot(current, before);
          for (let k = 0; k < columns; k += 1) current[k] -= overlap * before[k];
        }
      }
      length = Math.sqrt(dot(current, current));
    }
    for (let k = 0; k < columns; k += 1) current[k] /= length;
  }
}

/** The identity matrix, or block upon block of it. Source: Le, Jaitly and Hinton (2015). */
export function identity({ data, columns }: Matrix): void {
  for (let k = 0; k < data.length; k += 1) data[k] = Math.floor(k / columns) % columns === k % columns ? 1 : 0;
}

/**
 * ln(n - 1) with n, the steps that a unit holds, uniform from shortest to longest, one for each of `count` units: Tallec
 * and Ollivier (2018), with whom it is from 2 to the longest sequence.
 */
export function chronoBiases(count: number, holds: readonly [number, number], random: Random): Float64Array {
  const [shortest, longest] = holds;
  if (!(shortest > 1 && longest >= shortest)) {
    throw new Error(
      `chronoBiases: a unit must hold more than 1 step, the shortest first, got ${shortest} to ${longest}`,
    );
  }
  return Float64Array.from({ length: count }, () => log(shortest - 1 + random.uniform() * (longest - shortest)));
}

function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < left.length; k += 1) sum += left[k] * right[k];
  return sum;
}
