/**
 * c (M, N) = a b, or c += a b, any sizes. Both sides are given by the distance of their rows and columns in bytes, so a
 * transposed matrix costs nothing but another packing.
 *
 * The inner size is cut into stretches of 256: 256 lines of eight columns of b are 8 KiB, and stay in the first cache
 * while every row of a passes by.
 */

import { tile6 } from './tiles';

const STRETCH: i32 = 256;

/**
 * `scratch` has room for bytes((M + 5) / 6 * 6 * 256 + 8 * 256 + 48) * 4; see kernels/layout.ts.
 */
export function matmul(
  m: i32, n: i32, k: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, bColumn: usize,
  c: usize, adds: bool, scratch: usize,
): void {
  const rows = (m + 5) / 6 * 6;
  const packedA = scratch;
  const packedB = packedA + <usize>(rows * STRETCH) * 4;
  const edge = packedB + <usize>(8 * STRETCH) * 4;
  if (k == 0 && !adds) memory.fill(c, 0, <usize>(m * n) * 4);
  for (let from = 0; from < k; from += STRETCH) {
    const depth = min(STRETCH, k - from);
    const panels = (depth + 3) >> 2;
    packLeft(a + <usize>from * aColumn, aRow, aColumn, m, depth, packedA);
    const accumulates = adds || from > 0;
    for (let column = 0; column < n; column += 8) {
      packRight(b + <usize>from * bRow + <usize>column * bColumn, bRow, bColumn, depth, min(8, n - column), packedB);
      for (let row = 0; row < m; row += 6) {
        const left = packedA + <usize>(row * panels) * 16;
        const to = c + <usize>(row * n + column) * 4;
        if (row + 6 <= m && column + 8 <= n) {
          tile6(left, 96, panels, packedB, to, to + 16, <usize>n * 4, accumulates);
        } else {
          tile6(left, 96, panels, packedB, edge, edge + 16, 32, false);
          copyEdge(edge, to, n, min(6, m - row), min(8, n - column), accumulates);
        }
      }
    }
  }
}

/** Tiles of six rows: panels of four columns, each 6 x 4. What is missing is zero. */
function packLeft(a: usize, aRow: usize, aColumn: usize, m: i32, depth: i32, to: usize): void {
  const wide = (depth + 3) & ~3;
  for (let row = 0; row < m; row += 6) {
    for (let k = 0; k < wide; k += 4) {
      for (let r = 0; r < 6; r++) {
        const from = a + <usize>(row + r) * aRow + <usize>k * aColumn;
        if (row + r < m && k + 4 <= depth) {
          if (aColumn == 4) v128.store(to, v128.load(from));
          else {
            store<f32>(to, load<f32>(from));
            store<f32>(to, load<f32>(from + aColumn), 4);
            store<f32>(to, load<f32>(from + aColumn * 2), 8);
            store<f32>(to, load<f32>(from + aColumn * 3), 12);
          }
        } else {
          for (let j = 0; j < 4; j++) {
            const isThere = row + r < m && k + j < depth;
            store<f32>(to + <usize>j * 4, isThere ? load<f32>(from + <usize>j * aColumn) : 0);
          }
        }
        to += 16;
      }
    }
  }
}

/** Lines of eight columns, one for each k. What is missing is zero. */
function packRight(b: usize, bRow: usize, bColumn: usize, depth: i32, columns: i32, to: usize): void {
  const wide = (depth + 3) & ~3;
  for (let k = 0; k < wide; k++) {
    const from = b + <usize>k * bRow;
    if (k < depth && columns == 8 && bColumn == 4) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    } else {
      for (let j = 0; j < 8; j++) {
        store<f32>(to + <usize>j * 4, k < depth && j < columns ? load<f32>(from + <usize>j * bColumn) : 0);
      }
    }
    to += 32;
  }
}

function copyEdge(from: usize, to: usize, n: i32, rows: i32, columns: i32, adds: bool): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = to + <usize>(row * n + column) * 4;
      const value = load<f32>(from + <usize>(row * 8 + column) * 4);
      store<f32>(at, adds ? load<f32>(at) + value : value);
    }
  }
}
