/**
 * The operations as plain loops on typed arrays. This file defines what is correct: the fast paths are held to it.
 *
 * Sums are taken in order, in double precision, and rounded when stored, so the results are the same bits everywhere.
 */

import { sigmoid, tanh } from '../elementary.ts';
import { checkSameShape, createArray, type FloatArray, type Matrix, shapeOf } from '../matrix.ts';
import type { Activation, AdamSettings, Kernels, Mode } from './contract.ts';

export const referenceKernels: Kernels = {
  name: 'typed arrays',
  allocate: createArray,
  multiply,
  multiplyTransposed,
  transposedMultiply,
  addRow,
  addColumnSums,
  activate,
  adam,
};

function multiply(out: Matrix, left: Matrix, right: Matrix, mode: Mode): void {
  checkProduct('multiply', out, left, right, left.columns, right.rows, left.rows, right.columns);
  const [a, b, c] = [left.data, right.data, out.data];
  const [inner, columns] = [left.columns, right.columns];
  if (mode === 'replace') c.fill(0);
  for (let row = 0; row < left.rows; row += 1) {
    for (let k = 0; k < inner; k += 1) {
      const factor = a[row * inner + k];
      const from = k * columns;
      const to = row * columns;
      for (let column = 0; column < columns; column += 1) c[to + column] += factor * b[from + column];
    }
  }
}

function multiplyTransposed(out: Matrix, left: Matrix, right: Matrix, mode: Mode): void {
  checkProduct('multiplyTransposed', out, left, right, left.columns, right.columns, left.rows, right.rows);
  const [a, b, c] = [left.data, right.data, out.data];
  const [inner, columns] = [left.columns, right.rows];
  for (let row = 0; row < left.rows; row += 1) {
    const from = row * inner;
    for (let column = 0; column < columns; column += 1) {
      const weights = column * inner;
      let sum = mode === 'add' ? c[row * columns + column] : 0;
      for (let k = 0; k < inner; k += 1) sum += a[from + k] * b[weights + k];
      c[row * columns + column] = sum;
    }
  }
}

function transposedMultiply(out: Matrix, left: Matrix, right: Matrix, mode: Mode): void {
  checkProduct('transposedMultiply', out, left, right, left.rows, right.rows, left.columns, right.columns);
  const [a, b, c] = [left.data, right.data, out.data];
  const [rows, columns] = [left.columns, right.columns];
  if (mode === 'replace') c.fill(0);
  for (let k = 0; k < left.rows; k += 1) {
    for (let row = 0; row < rows; row += 1) {
      const factor = a[k * rows + row];
      const from = k * columns;
      const to = row * columns;
      for (let column = 0; column < columns; column += 1) c[to + column] += factor * b[from + column];
    }
  }
}

function addRow(out: Matrix, row: Matrix): void {
  if (row.rows !== 1 || row.columns !== out.columns) {
    throw new Error(`addRow: a row of (1, ${out.columns}) was expected, got ${shapeOf(row)}`);
  }
  const [sum, added] = [out.data, row.data];
  for (let start = 0; start < sum.length; start += out.columns) {
    for (let column = 0; column < out.columns; column += 1) sum[start + column] += added[column];
  }
}

function addColumnSums(out: Matrix, matrix: Matrix): void {
  if (out.rows !== 1 || out.columns !== matrix.columns) {
    throw new Error(`addColumnSums: a row of (1, ${matrix.columns}) was expected, got ${shapeOf(out)}`);
  }
  const [sum, added] = [out.data, matrix.data];
  for (let start = 0; start < added.length; start += matrix.columns) {
    for (let column = 0; column < matrix.columns; column += 1) sum[column] += added[start + column];
  }
}

function activate(out: Matrix, sums: Matrix, block: number, activation: Activation): void {
  const width = out.columns;
  const first = block * width;
  if (out.rows !== sums.rows || first + width > sums.columns) {
    throw new Error(`activate: block ${block} of width ${width} does not lie in sums of ${shapeOf(sums)}`);
  }
  const [values, from] = [out.data, sums.data];
  const apply = functions[activation];
  for (let row = 0; row < out.rows; row += 1) {
    for (let unit = 0; unit < width; unit += 1) {
      values[row * width + unit] = apply(from[row * sums.columns + first + unit]);
    }
  }
}

/** Kingma and Ba (2015), with PyTorch's placing of epsilon: outside the corrected root. */
function adam(
  parameters: FloatArray,
  gradient: FloatArray,
  mean: FloatArray,
  square: FloatArray,
  settings: AdamSettings,
): void {
  const { learningRate, beta1, beta2, epsilon, weightDecay, beta1Power, beta2Power } = settings;
  const step = learningRate / (1 - beta1Power);
  const root = Math.sqrt(1 - beta2Power);
  for (let i = 0; i < parameters.length; i += 1) {
    const g = gradient[i] + weightDecay * parameters[i];
    mean[i] = beta1 * mean[i] + (1 - beta1) * g;
    square[i] = beta2 * square[i] + (1 - beta2) * g * g;
    parameters[i] -= (step * mean[i]) / (Math.sqrt(square[i]) / root + epsilon);
  }
}

const functions: Record<Activation, (x: number) => number> = {
  sigmoid,
  tanh,
  relu: (x) => Math.max(x, 0), // lets NaN through
};

function checkProduct(
  operation: string,
  out: Matrix,
  left: Matrix,
  right: Matrix,
  leftInner: number,
  rightInner: number,
  rows: number,
  columns: number,
): void {
  if (leftInner !== rightInner) {
    throw new Error(`${operation}: inner sizes differ: left is ${shapeOf(left)}, right is ${shapeOf(right)}`);
  }
  checkSameShape(`${operation} (result)`, out, { rows, columns, data: out.data });
}
