/**
 * A matrix: rows, columns and a typed array, row by row.
 *
 * The whole engine works on these. A vector is a matrix with one row; a batch of states is (B, H). A sequence is an
 * array of matrices, one per step. Several matrices may be views into one buffer (`matrixView`).
 */

export type FloatArray = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** How many bits a number has. float64 is the default everywhere; float32 halves the memory. */
export type Precision = 'float64' | 'float32';

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** rows * columns numbers; entry (r, c) stands at r * columns + c. */
  readonly data: FloatArray;
}

/** A typed array of `length` zeros. */
export function createArray(length: number, precision: Precision): FloatArray {
  return precision === 'float32' ? new Float32Array(length) : new Float64Array(length);
}

/** A (rows, columns) matrix of zeros. Throws when a size is not a whole number from 0 up. */
export function createMatrix(rows: number, columns: number, precision: Precision = 'float64'): Matrix {
  checkSize('rows', rows);
  checkSize('columns', columns);
  return { rows, columns, data: createArray(rows * columns, precision) };
}

/** A float64 matrix from rows of numbers. Throws when the rows have unequal lengths. */
export function matrixFromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const matrix = createMatrix(rows.length, columns);
  rows.forEach((row, index) => {
    if (row.length !== columns) {
      throw new Error(`matrixFromRows: row ${index + 1} has ${row.length} entries, the first has ${columns}`);
    }
    matrix.data.set(row, index * columns);
  });
  return matrix;
}

/** A (rows, columns) matrix that shares `data` from `offset` on: writing one writes the other. */
export function matrixView(data: FloatArray, offset: number, rows: number, columns: number): Matrix {
  const end = offset + rows * columns;
  if (end > data.length) {
    throw new Error(`matrixView: (${rows}, ${columns}) from ${offset} needs ${end} entries, there are ${data.length}`);
  }
  return { rows, columns, data: data.subarray(offset, end) };
}

/** `count` matrices of (rows, columns) one after another in a single buffer: a quantity over T steps. */
export function createSequence(count: number, rows: number, columns: number, precision: Precision): Matrix[] {
  const data = createArray(count * rows * columns, precision);
  return Array.from({ length: count }, (_, step) => matrixView(data, step * rows * columns, rows, columns));
}

/** A copy with a buffer of its own. */
export function copyMatrix(matrix: Matrix): Matrix {
  return { rows: matrix.rows, columns: matrix.columns, data: matrix.data.slice() };
}

/** Zeros of the same shape and precision. */
export function zerosLike(matrix: Matrix): Matrix {
  return createMatrix(matrix.rows, matrix.columns, precisionOf(matrix));
}

/** Writes every entry of `source` into `target`. Throws when the shapes differ. */
export function assignMatrix(target: Matrix, source: Matrix): void {
  checkSameShape('assignMatrix', target, source);
  target.data.set(source.data);
}

/** The precision a matrix is stored in. */
export function precisionOf(matrix: Matrix): Precision {
  return matrix.data instanceof Float32Array ? 'float32' : 'float64';
}

/** Entry (row, column), counted from 0. Throws outside the matrix. */
export function entry(matrix: Matrix, row: number, column: number): number {
  const value = column < matrix.columns ? matrix.data[row * matrix.columns + column] : undefined;
  if (value === undefined) throw new Error(`entry: (${row}, ${column}) is outside ${shapeOf(matrix)}`);
  return value;
}

/** "(3, 4)", for messages. */
export function shapeOf(matrix: Matrix): string {
  return `(${matrix.rows}, ${matrix.columns})`;
}

/** Throws a sentence when two matrices have different shapes. */
export function checkSameShape(operation: string, left: Matrix, right: Matrix): void {
  if (left.rows !== right.rows || left.columns !== right.columns) {
    throw new Error(`${operation}: shapes differ: left is ${shapeOf(left)}, right is ${shapeOf(right)}`);
  }
}

function checkSize(name: string, size: number): void {
  if (!Number.isInteger(size) || size < 0) throw new Error(`createMatrix: ${name} must be 0, 1, 2, ..., got ${size}`);
}
