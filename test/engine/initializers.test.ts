import { describe, expect, test } from 'vitest';
import { chronoBiases, glorot, orthogonal, uniform } from '../../src/engine/initializers.ts';
import { createMatrix } from '../../src/engine/matrix.ts';
import { createRandom } from '../../src/engine/random.ts';

const random = () => createRandom(4);

describe('an orthogonal matrix', () => {
  test.each([
    [1, 1],
    [3, 9],
    [16, 64],
    [33, 99],
  ])('has rows of length one, at right angles within each block: %i columns, %i rows', (columns, rows) => {
    const matrix = createMatrix(rows, columns);
    orthogonal(matrix, random());
    const row = (k: number) => matrix.data.subarray(k * columns, (k + 1) * columns);
    for (let block = 0; block < rows; block += columns) {
      for (let a = block; a < block + columns; a += 1) {
        for (let b = block; b <= a; b += 1) {
          const product = [...row(a)].reduce((sum, value, k) => sum + value * row(b)[k], 0);
          // Orthogonalised twice: what is left are rounding errors of sums of 33 terms.
          expect(Math.abs(product - (a === b ? 1 : 0))).toBeLessThan(1e-14);
        }
      }
    }
  });

  test('keeps the length of what it turns', () => {
    const matrix = createMatrix(8, 8);
    orthogonal(matrix, random());
    const state = Array.from({ length: 8 }, (_, k) => k - 3);
    const turned = Array.from({ length: 8 }, (_, row) =>
      state.reduce((sum, value, k) => sum + value * matrix.data[row * 8 + k], 0),
    );
    const length = (values: readonly number[]) => Math.hypot(...values);
    expect(Math.abs(length(turned) - length(state))).toBeLessThan(1e-13);
  });

  test('is refused in a sentence when the rows are not whole blocks', () => {
    expect(() => orthogonal(createMatrix(5, 4), random())).toThrow('orthogonal: 5 rows are not whole blocks of 4');
  });
});

describe('Glorot weights', () => {
  test('fill their range, block by block, and stay inside it', () => {
    const matrix = createMatrix(64, 32);
    glorot(matrix, 16, random());
    const bound = Math.sqrt(6 / (16 + 32));
    const sizes = matrix.data.map(Math.abs);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(bound);
    // The largest of 2,048 falls short of 99 % of the bound about once in 9e8.
    expect(Math.max(...sizes)).toBeGreaterThan(0.99 * bound);
    expect(Math.min(...matrix.data)).toBeLessThan(-0.9 * bound);
  });

  test('are the same for the same seed and others for another', () => {
    const [a, b, c] = [4, 4, 5].map((seed) => {
      const matrix = createMatrix(3, 3);
      uniform(matrix, 0.5, createRandom(seed));
      return [...matrix.data];
    });
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });
});

describe('chrono biases', () => {
  test('lie between 0 and the logarithm of the longest time less one', () => {
    const biases = chronoBiases(2000, [2, 100], random());
    expect(Math.min(...biases)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...biases)).toBeLessThanOrEqual(Math.log(99));
  });

  test('spread the times that gates hold evenly over (1, longest - 1)', () => {
    const times = [...chronoBiases(4000, [2, 100], random())].map(Math.exp);
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    // Uniform over a width of 98: the mean of 4,000 strays by 98 / sqrt(12 * 4000) = 0.45; five of those.
    expect(Math.abs(mean - 50)).toBeLessThan(2.25);
  });

  test('are refused in a sentence for a time too short to hold anything', () => {
    expect(() => chronoBiases(3, [1, 9], random())).toThrow('more than 1 step, the shortest first, got 1 to 9');
    expect(() => chronoBiases(3, [9, 8], random())).toThrow('got 9 to 8');
  });
});
