import { describe, expect, test } from 'vitest';
import { sigmoid, tanh } from '../../src/engine/elementary.ts';
import type { AdamSettings, Kernels, Mode } from '../../src/engine/kernels/contract.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createMatrix, type Matrix, type Precision, shapeOf } from '../../src/engine/matrix.ts';
import { createRandom } from '../../src/engine/random.ts';

// Awkward on purpose: below, at and above the lanes of a vector unit.
const sizes = [1, 3, 4, 5, 16, 17, 33];
const modes: Mode[] = ['replace', 'add'];

for (const kernels of [referenceKernels]) {
  for (const precision of ['float64', 'float32'] as const) {
    describe(`${kernels.name} in ${precision}`, () => {
      // Sums of up to 34 products of numbers in (-1, 1): each addition rounds by half a unit of at most 34; float32
      // results are rounded once when stored, and `add` once for every term where the sum is kept in the matrix.
      const tolerance = precision === 'float64' ? 34 * 34 * 2 ** -53 : 34 * 34 * 2 ** -24;
      const near = (got: Matrix, want: Matrix) => expect(largestDifference(got, want)).toBeLessThanOrEqual(tolerance);

      test.each(sizes)('multiplies as three plain loops do, inner size %i', (inner) => {
        for (const rows of sizes) {
          for (const columns of sizes) {
            for (const mode of modes) checkProducts(kernels, precision, { rows, inner, columns, mode }, near);
          }
        }
      });

      test.each(sizes)('adds a row to every row and sums the rows, %i columns', (columns) => {
        for (const rows of sizes) {
          const matrix = filled(rows, columns, precision, 'matrix');
          const row = filled(1, columns, precision, 'row');
          const added = { ...matrix, data: matrix.data.slice() };
          kernels.addRow(added, row);
          near(
            added,
            fromEntries(rows, columns, (r, c) => at(matrix, r, c) + at(row, 0, c)),
          );
          const sums = { ...row, data: row.data.slice() };
          kernels.addColumnSums(sums, matrix);
          near(
            sums,
            fromEntries(1, columns, (_, c) => sum(rows, (r) => at(matrix, r, c)) + at(row, 0, c)),
          );
        }
      });

      test.each(sizes)('applies a function to one block of the sums, width %i', (width) => {
        const functions = { sigmoid, tanh, relu: (x: number) => Math.max(x, 0) } as const;
        const sums = filled(5, 4 * width, precision, 'sums');
        for (const [name, apply] of Object.entries(functions)) {
          for (let block = 0; block < 4; block += 1) {
            const out = createMatrix(5, width, precision);
            kernels.activate(out, sums, block, name as keyof typeof functions);
            near(
              out,
              fromEntries(5, width, (r, c) => apply(at(sums, r, block * width + c))),
            );
          }
        }
      });

      test('lets NaN through every function', () => {
        const sums = createMatrix(1, 1, precision);
        sums.data[0] = NaN;
        for (const name of ['sigmoid', 'tanh', 'relu'] as const) {
          const out = createMatrix(1, 1, precision);
          kernels.activate(out, sums, 0, name);
          expect(out.data[0]).toBeNaN();
        }
      });

      test.each(sizes)('updates by Adam as its formula says, %i parameters', (length) => {
        const settings: AdamSettings = {
          learningRate: 0.1,
          beta1: 0.9,
          beta2: 0.99,
          epsilon: 1e-6,
          weightDecay: 0.01,
          beta1Power: 0.9 ** 3,
          beta2Power: 0.99 ** 3,
        };
        const [p, g, m, v] = ['p', 'g', 'm', 'v'].map((name) => filled(1, length, precision, name));
        v.data.forEach((value, k) => {
          v.data[k] = value * value;
        });
        const want = fromEntries(1, length, (_, k) => {
          const gradient = at(g, 0, k) + 0.01 * at(p, 0, k);
          const mean = (0.9 * at(m, 0, k) + 0.1 * gradient) / (1 - 0.9 ** 3);
          const square = (0.99 * at(v, 0, k) + 0.01 * gradient ** 2) / (1 - 0.99 ** 3);
          return at(p, 0, k) - (0.1 * mean) / (Math.sqrt(square) + 1e-6);
        });
        kernels.adam(p.data, g.data, m.data, v.data, settings);
        near(p, want);
      });

      test('accepts an empty batch', () => {
        const out = createMatrix(0, 4, precision);
        kernels.multiplyTransposed(out, createMatrix(0, 3, precision), createMatrix(4, 3, precision), 'replace');
        const gradient = createMatrix(4, 3, precision);
        kernels.transposedMultiply(gradient, out, createMatrix(0, 3, precision), 'add');
        expect(gradient.data.every((value) => value === 0)).toBe(true);
      });
    });
  }

  describe(`${kernels.name} explains`, () => {
    const shape = (rows: number, columns: number) => createMatrix(rows, columns);
    test.each([
      [
        () => kernels.multiply(shape(3, 2), shape(3, 4), shape(5, 2), 'replace'),
        'multiply: inner sizes differ: left is (3, 4), right is (5, 2)',
      ],
      [
        () => kernels.multiplyTransposed(shape(3, 2), shape(3, 4), shape(2, 5), 'add'),
        'multiplyTransposed: inner sizes differ: left is (3, 4), right is (2, 5)',
      ],
      [
        () => kernels.transposedMultiply(shape(4, 2), shape(3, 4), shape(5, 2), 'add'),
        'transposedMultiply: inner sizes differ: left is (3, 4), right is (5, 2)',
      ],
      [
        () => kernels.multiply(shape(2, 2), shape(3, 4), shape(4, 2), 'replace'),
        'multiply (result): shapes differ: left is (2, 2), right is (3, 2)',
      ],
      [() => kernels.addRow(shape(2, 3), shape(1, 2)), 'addRow: a row of (1, 3) was expected, got (1, 2)'],
      [
        () => kernels.addColumnSums(shape(1, 2), shape(2, 3)),
        'addColumnSums: a row of (1, 3) was expected, got (1, 2)',
      ],
      [
        () => kernels.activate(shape(2, 3), shape(2, 8), 2, 'tanh'),
        'activate: block 2 of width 3 does not lie in sums of (2, 8)',
      ],
    ])('what does not fit together: %#', (attempt, sentence) => {
      expect(attempt).toThrow(sentence);
    });
  });
}

interface ProductCase {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly mode: Mode;
}

/** The three products against (rows, columns) = sum over inner of left(r, k) right(k, c), plus what stood there. */
function checkProducts(
  kernels: Kernels,
  precision: Precision,
  { rows, inner, columns, mode }: ProductCase,
  near: (got: Matrix, want: Matrix) => void,
): void {
  const before = filled(rows, columns, precision, 'before');
  const products = [
    { multiply: kernels.multiply, left: [rows, inner], right: [inner, columns], term: 'plain' },
    { multiply: kernels.multiplyTransposed, left: [rows, inner], right: [columns, inner], term: 'right' },
    { multiply: kernels.transposedMultiply, left: [inner, rows], right: [inner, columns], term: 'left' },
  ] as const;
  for (const product of products) {
    const left = filled(product.left[0], product.left[1], precision, 'left');
    const right = filled(product.right[0], product.right[1], precision, 'right');
    const out = { ...before, data: before.data.slice() };
    product.multiply(out, left, right, mode);
    const leftAt = (r: number, k: number) => (product.term === 'left' ? at(left, k, r) : at(left, r, k));
    const rightAt = (k: number, c: number) => (product.term === 'right' ? at(right, c, k) : at(right, k, c));
    const kept = mode === 'add' ? 1 : 0;
    near(
      out,
      fromEntries(rows, columns, (r, c) => kept * at(before, r, c) + sum(inner, (k) => leftAt(r, k) * rightAt(k, c))),
    );
  }
}

function filled(rows: number, columns: number, precision: Precision, name: string): Matrix {
  const random = createRandom(5, name);
  const matrix = createMatrix(rows, columns, precision);
  for (let k = 0; k < matrix.data.length; k += 1) matrix.data[k] = 2 * random.uniform() - 1;
  return matrix;
}

function fromEntries(rows: number, columns: number, value: (row: number, column: number) => number): Matrix {
  const matrix = createMatrix(rows, columns);
  for (let r = 0; r < rows; r += 1) for (let c = 0; c < columns; c += 1) matrix.data[r * columns + c] = value(r, c);
  return matrix;
}

function at({ data, columns }: Matrix, row: number, column: number): number {
  return data[row * columns + column];
}

function sum(count: number, term: (k: number) => number): number {
  let total = 0;
  for (let k = 0; k < count; k += 1) total += term(k);
  return total;
}

function largestDifference(got: Matrix, want: Matrix): number {
  expect(shapeOf(got)).toBe(shapeOf(want));
  return Math.max(0, ...want.data.map((value, k) => Math.abs(got.data[k] - value)));
}
