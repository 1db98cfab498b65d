/**
 * The products, one small tile of the result at a time, held in registers.
 *
 * Every matrix that a layer touches lies in *panels*: four columns after four columns, within a panel row by row, so
 * that entry (row, column) is at (column / 4) * panel + row * 16 + (column % 4) * 4 bytes. Weights are packed for the
 * right-hand side: eight columns side by side, one line of eight for each row k.
 *
 * 16 registers: 6 x 8 results take 12, the line of weights 2, a number of the left-hand side 1.
 */

import { multiplyAdd } from './lanes';

/**
 * rows x 8 results: c = a w (or c += a w). `a` has 4 * panels columns; the results go to the two panels `c0` and `c1`.
 * Rows: an even number; for a single one see `singleRow`. Sixes, and what is left of them: two rows as they are, four
 * rows with a six before them as two fives, whose ten sums keep a processor busy that waits with eight.
 */
// @ts-ignore: decorator
@inline
export function product(
  a: usize, aPanel: usize, panels: i32, w: usize, c0: usize, c1: usize, rows: i32, adds: bool,
): void {
  const left = rows % 6;
  const fives = left == 4 && rows > 4 ? 2 : 0;
  const twos = left == 2 ? 1 : rows == 4 ? 2 : 0;
  const sixes = <usize>(rows - 5 * fives - 2 * twos) * 16;
  let at: usize = 0;
  for (; at < sixes; at += 96) tile6(a + at, aPanel, panels, w, c0 + at, c1 + at, 16, adds);
  for (let k = 0; k < fives; k++, at += 80) tile5(a + at, aPanel, panels, w, c0 + at, c1 + at, adds);
  for (let k = 0; k < twos; k++, at += 32) tile2(a + at, aPanel, panels, w, c0 + at, c1 + at, adds);
}

export function tile6(
  a: usize, aPanel: usize, panels: i32, w: usize, c0: usize, c1: usize, cRow: usize, adds: bool,
): void {
  let r00 = f32x4.splat(0), r01 = r00, r10 = r00, r11 = r00, r20 = r00, r21 = r00;
  let r30 = r00, r31 = r00, r40 = r00, r41 = r00, r50 = r00, r51 = r00;
  if (adds) {
    r00 = v128.load(c0); r01 = v128.load(c1);
    r10 = v128.load(c0 + cRow); r11 = v128.load(c1 + cRow);
    r20 = v128.load(c0 + cRow * 2); r21 = v128.load(c1 + cRow * 2);
    r30 = v128.load(c0 + cRow * 3); r31 = v128.load(c1 + cRow * 3);
    r40 = v128.load(c0 + cRow * 4); r41 = v128.load(c1 + cRow * 4);
    r50 = v128.load(c0 + cRow * 5); r51 = v128.load(c1 + cRow * 5);
  }
  for (let panel = 0; panel < panels; panel++) {
    let left = v128.load(w), right = v128.load(w, 16);
    let s = v128.load32_splat(a); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 16); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 32); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 48); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 64); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    s = v128.load32_splat(a, 80); r50 = multiplyAdd(s, left, r50); r51 = multiplyAdd(s, right, r51);
    left = v128.load(w, 32); right = v128.load(w, 48);
    s = v128.load32_splat(a, 4); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 20); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 36); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 52); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 68); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    s = v128.load32_splat(a, 84); r50 = multiplyAdd(s, left, r50); r51 = multiplyAdd(s, right, r51);
    left = v128.load(w, 64); right = v128.load(w, 80);
    s = v128.load32_splat(a, 8); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 24); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 40); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 56); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 72); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    s = v128.load32_splat(a, 88); r50 = multiplyAdd(s, left, r50); r51 = multiplyAdd(s, right, r51);
    left = v128.load(w, 96); right = v128.load(w, 112);
    s = v128.load32_splat(a, 12); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 28); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 44); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 60); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 76); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    s = v128.load32_splat(a, 92); r50 = multiplyAdd(s, left, r50); r51 = multiplyAdd(s, right, r51);
    a += aPanel;
    w += 128;
  }
  v128.store(c0, r00); v128.store(c1, r01);
  v128.store(c0 + cRow, r10); v128.store(c1 + cRow, r11);
  v128.store(c0 + cRow * 2, r20); v128.store(c1 + cRow * 2, r21);
  v128.store(c0 + cRow * 3, r30); v128.store(c1 + cRow * 3, r31);
  v128.store(c0 + cRow * 4, r40); v128.store(c1 + cRow * 4, r41);
  v128.store(c0 + cRow * 5, r50); v128.store(c1 + cRow * 5, r51);
}

function tile5(
  a: usize, aPanel: usize, panels: i32, w: usize, c0: usize, c1: usize, adds: bool,
): void {
  let r00 = f32x4.splat(0), r01 = r00, r10 = r00, r11 = r00, r20 = r00, r21 = r00;
  let r30 = r00, r31 = r00, r40 = r00, r41 = r00;
  if (adds) {
    r00 = v128.load(c0); r01 = v128.load(c1);
    r10 = v128.load(c0, 16); r11 = v128.load(c1, 16);
    r20 = v128.load(c0, 32); r21 = v128.load(c1, 32);
    r30 = v128.load(c0, 48); r31 = v128.load(c1, 48);
    r40 = v128.load(c0, 64); r41 = v128.load(c1, 64);
  }
  for (let panel = 0; panel < panels; panel++) {
    let left = v128.load(w), right = v128.load(w, 16);
    let s = v128.load32_splat(a); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 16); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 32); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 48); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 64); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    left = v128.load(w, 32); right = v128.load(w, 48);
    s = v128.load32_splat(a, 4); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 20); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 36); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 52); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 68); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    left = v128.load(w, 64); right = v128.load(w, 80);
    s = v128.load32_splat(a, 8); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 24); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 40); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 56); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 72); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    left = v128.load(w, 96); right = v128.load(w, 112);
    s = v128.load32_splat(a, 12); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
    s = v128.load32_splat(a, 28); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
    s = v128.load32_splat(a, 44); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
    s = v128.load32_splat(a, 60); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
    s = v128.load32_splat(a, 76); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
    a += aPanel;
    w += 128;
  }
  v128.store(c0, r00); v128.store(c1, r01);
  v128.store(c0, r10, 16); v128.store(c1, r11, 16);
  v128.store(c0, r20, 32); v128.store(c1, r21, 32);
  v128.store(c0, r30, 48); v128.store(c1, r31, 48);
  v128.store(c0, r40, 64); v128.store(c1, r41, 64);
}

/** Even and odd k of the two rows apart, so that eight sums run side by side. */
function tile2(
  a: usize, aPanel: usize, panels: i32, w: usize, c0: usize, c1: usize, adds: bool,
): void {
  let even00 = f32x4.splat(0), even01 = even00, even10 = even00, even11 = even00;
  let odd00 = even00, odd01 = even00, odd10 = even00, odd11 = even00;
  if (adds) {
    even00 = v128.load(c0); even01 = v128.load(c1);
    even10 = v128.load(c0, 16); even11 = v128.load(c1, 16);
  }
  for (let panel = 0; panel < panels; panel++) {
    let left = v128.load(w), right = v128.load(w, 16);
    let s = v128.load32_splat(a); even00 = multiplyAdd(s, left, even00); even01 = multiplyAdd(s, right, even01);
    s = v128.load32_splat(a, 16); even10 = multiplyAdd(s, left, even10); even11 = multiplyAdd(s, right, even11);
    left = v128.load(w, 32); right = v128.load(w, 48);
    s = v128.load32_splat(a, 4); odd00 = multiplyAdd(s, left, odd00); odd01 = multiplyAdd(s, right, odd01);
    s = v128.load32_splat(a, 20); odd10 = multiplyAdd(s, left, odd10); odd11 = multiplyAdd(s, right, odd11);
    left = v128.load(w, 64); right = v128.load(w, 80);
    s = v128.load32_splat(a, 8); even00 = multiplyAdd(s, left, even00); even01 = multiplyAdd(s, right, even01);
    s = v128.load32_splat(a, 24); even10 = multiplyAdd(s, left, even10); even11 = multiplyAdd(s, right, even11);
    left = v128.load(w, 96); right = v128.load(w, 112);
    s = v128.load32_splat(a, 12); odd00 = multiplyAdd(s, left, odd00); odd01 = multiplyAdd(s, right, odd01);
    s = v128.load32_splat(a, 28); odd10 = multiplyAdd(s, left, odd10); odd11 = multiplyAdd(s, right, odd11);
    a += aPanel;
    w += 128;
  }
  v128.store(c0, f32x4.add(even00, odd00)); v128.store(c1, f32x4.add(even01, odd01));
  v128.store(c0, f32x4.add(even10, odd10), 16); v128.store(c1, f32x4.add(even11, odd11), 16);
}

/**
 * One row by `pairs` pairs of panels, each with a block of weights `wBlock` bytes after the one before. Eight sums run
 * side by side, so that none waits for the one before: even and odd k of four panels, then four k of the last two.
 */
export function singleRow(
  a: usize, aPanel: usize, panels: i32, w: usize, wBlock: usize, c: usize, cPanel: usize, pairs: i32, adds: bool,
): void {
  let pair = 0;
  for (; pair + 2 <= pairs; pair += 2) {
    twoPairs(a, aPanel, panels, w, wBlock, c, cPanel, adds);
    w += 2 * wBlock;
    c += 4 * cPanel;
  }
  if (pair < pairs) onePair(a, aPanel, panels, w, c, cPanel, adds);
}

// @ts-ignore: decorator
@inline
function twoPairs(
  a: usize, aPanel: usize, panels: i32, w: usize, wBlock: usize, c: usize, cPanel: usize, adds: bool,
): void {
  let even0 = f32x4.splat(0), even1 = even0, even2 = even0, even3 = even0;
  let odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
  if (adds) {
    even0 = v128.load(c); even1 = v128.load(c + cPanel);
    even2 = v128.load(c + cPanel * 2); even3 = v128.load(c + cPanel * 3);
  }
  for (let panel = 0; panel < panels; panel++) {
    const v = w + wBlock;
    let s = v128.load32_splat(a);
    even0 = multiplyAdd(s, v128.load(w), even0); even1 = multiplyAdd(s, v128.load(w, 16), even1);
    even2 = multiplyAdd(s, v128.load(v), even2); even3 = multiplyAdd(s, v128.load(v, 16), even3);
    s = v128.load32_splat(a, 4);
    odd0 = multiplyAdd(s, v128.load(w, 32), odd0); odd1 = multiplyAdd(s, v128.load(w, 48), odd1);
    odd2 = multiplyAdd(s, v128.load(v, 32), odd2); odd3 = multiplyAdd(s, v128.load(v, 48), odd3);
    s = v128.load32_splat(a, 8);
    even0 = multiplyAdd(s, v128.load(w, 64), even0); even1 = multiplyAdd(s, v128.load(w, 80), even1);
    even2 = multiplyAdd(s, v128.load(v, 64), even2); even3 = multiplyAdd(s, v128.load(v, 80), even3);
    s = v128.load32_splat(a, 12);
    odd0 = multiplyAdd(s, v128.load(w, 96), odd0); odd1 = multiplyAdd(s, v128.load(w, 112), odd1);
    odd2 = multiplyAdd(s, v128.load(v, 96), odd2); odd3 = multiplyAdd(s, v128.load(v, 112), odd3);
    a += aPanel;
    w += 128;
  }
  v128.store(c, f32x4.add(even0, odd0)); v128.store(c + cPanel, f32x4.add(even1, odd1));
  v128.store(c + cPanel * 2, f32x4.add(even2, odd2)); v128.store(c + cPanel * 3, f32x4.add(even3, odd3));
}

// @ts-ignore: decorator
@inline
function onePair(a: usize, aPanel: usize, panels: i32, w: usize, c: usize, cPanel: usize, adds: bool): void {
  let r00 = f32x4.splat(0), r01 = r00, r10 = r00, r11 = r00, r20 = r00, r21 = r00, r30 = r00, r31 = r00;
  if (adds) {
    r00 = v128.load(c);
    r01 = v128.load(c + cPanel);
  }
  for (let panel = 0; panel < panels; panel++) {
    let s = v128.load32_splat(a);
    r00 = multiplyAdd(s, v128.load(w), r00); r01 = multiplyAdd(s, v128.load(w, 16), r01);
    s = v128.load32_splat(a, 4);
    r10 = multiplyAdd(s, v128.load(w, 32), r10); r11 = multiplyAdd(s, v128.load(w, 48), r11);
    s = v128.load32_splat(a, 8);
    r20 = multiplyAdd(s, v128.load(w, 64), r20); r21 = multiplyAdd(s, v128.load(w, 80), r21);
    s = v128.load32_splat(a, 12);
    r30 = multiplyAdd(s, v128.load(w, 96), r30); r31 = multiplyAdd(s, v128.load(w, 112), r31);
    a += aPanel;
    w += 128;
  }
  v128.store(c, f32x4.add(f32x4.add(r00, r10), f32x4.add(r20, r30)));
  v128.store(c + cPanel, f32x4.add(f32x4.add(r01, r11), f32x4.add(r21, r31)));
}

/** The rows over which a gradient is summed: `groups` times `rows` rows, in `z` and `d` at different distances. */
@unmanaged
export class Rows {
  rows: i32;
  groups: i32;
  zRow: usize;
  dRow: usize;
  zGroup: usize; // from the last row of a group to the first of the next
  dGroup: usize;
}

/**
 * The gradient of a 4 x 8 piece of the weights, added to the packed lines at `out`: the sum over the rows of four
 * columns at `a` times eight at `d0` and `d1`.
 */
export function outerProduct4(a: usize, d0: usize, d1: usize, over: Rows, out: usize): void {
  let r00 = v128.load(out), r01 = v128.load(out, 16), r10 = v128.load(out, 32), r11 = v128.load(out, 48);
  let r20 = v128.load(out, 64), r21 = v128.load(out, 80), r30 = v128.load(out, 96), r31 = v128.load(out, 112);
  const zRow = over.zRow, dRow = over.dRow;
  for (let group = 0; group < over.groups; group++) {
    for (let row = 0; row < over.rows; row++) {
      const left = v128.load(d0), right = v128.load(d1);
      let s = v128.load32_splat(a); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
      s = v128.load32_splat(a, 4); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
      s = v128.load32_splat(a, 8); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
      s = v128.load32_splat(a, 12); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
      a += zRow;
      d0 += dRow;
      d1 += dRow;
    }
    a += over.zGroup;
    d0 += over.dGroup;
    d1 += over.dGroup;
  }
  v128.store(out, r00); v128.store(out, r01, 16); v128.store(out, r10, 32); v128.store(out, r11, 48);
  v128.store(out, r20, 64); v128.store(out, r21, 80); v128.store(out, r30, 96); v128.store(out, r31, 112);
}

/** The same for 6 x 8: the four columns at `a` and the first two at `b`. */
export function outerProduct42(a: usize, b: usize, d0: usize, d1: usize, over: Rows, out: usize): void {
  let r00 = v128.load(out), r01 = v128.load(out, 16), r10 = v128.load(out, 32), r11 = v128.load(out, 48);
  let r20 = v128.load(out, 64), r21 = v128.load(out, 80), r30 = v128.load(out, 96), r31 = v128.load(out, 112);
  let r40 = v128.load(out, 128), r41 = v128.load(out, 144), r50 = v128.load(out, 160), r51 = v128.load(out, 176);
  const zRow = over.zRow, dRow = over.dRow;
  for (let group = 0; group < over.groups; group++) {
    for (let row = 0; row < over.rows; row++) {
      const left = v128.load(d0), right = v128.load(d1);
      let s = v128.load32_splat(a); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
      s = v128.load32_splat(a, 4); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
      s = v128.load32_splat(a, 8); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
      s = v128.load32_splat(a, 12); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
      s = v128.load32_splat(b); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
      s = v128.load32_splat(b, 4); r50 = multiplyAdd(s, left, r50); r51 = multiplyAdd(s, right, r51);
      a += zRow;
      b += zRow;
      d0 += dRow;
      d1 += dRow;
    }
    a += over.zGroup;
    b += over.zGroup;
    d0 += over.dGroup;
    d1 += over.dGroup;
  }
  v128.store(out, r00); v128.store(out, r01, 16); v128.store(out, r10, 32); v128.store(out, r11, 48);
  v128.store(out, r20, 64); v128.store(out, r21, 80); v128.store(out, r30, 96); v128.store(out, r31, 112);
  v128.store(out, r40, 128); v128.store(out, r41, 144); v128.store(out, r50, 160); v128.store(out, r51, 176);
}

/** The same for 6 x 8: the last two columns at `a` and the four at `b`. */
export function outerProduct24(a: usize, b: usize, d0: usize, d1: usize, over: Rows, out: usize): void {
  let r00 = v128.load(out), r01 = v128.load(out, 16), r10 = v128.load(out, 32), r11 = v128.load(out, 48);
  let r20 = v128.load(out, 64), r21 = v128.load(out, 80), r30 = v128.load(out, 96), r31 = v128.load(out, 112);
  let r40 = v128.load(out, 128), r41 = v128.load(out, 144), r50 = v128.load(out, 160), r51 = v128.load(out, 176);
  const zRow = over.zRow, dRow = over.dRow;
  for (let group = 0; group < over.groups; group++) {
    for (let row = 0; row < over.rows; row++) {
      const left = v128.load(d0), right = v128.load(d1);
      let s = v128.load32_splat(a, 8); r00 = multiplyAdd(s, left, r00); r01 = multiplyAdd(s, right, r01);
      s = v128.load32_splat(a, 12); r10 = multiplyAdd(s, left, r10); r11 = multiplyAdd(s, right, r11);
      s = v128.load32_splat(b); r20 = multiplyAdd(s, left, r20); r21 = multiplyAdd(s, right, r21);
      s = v128.load32_splat(b, 4); r30 = multiplyAdd(s, left, r30); r31 = multiplyAdd(s, right, r31);
      s = v128.load32_splat(b, 8); r40 = multiplyAdd(s, left, r40); r41 = multiplyAdd(s, right, r41);
      s = v128.load32_splat(b, 12); r50 = multiplyAdd(s, left, r50); r51 = multiplyAdd(s, right, r51);
      a += zRow;
      b += zRow;
      d0 += dRow;
      d1 += dRow;
    }
    a += over.zGroup;
    b += over.zGroup;
    d0 += over.dGroup;
    d1 += over.dGroup;
  }
  v128.store(out, r00); v128.store(out, r01, 16); v128.store(out, r10, 32); v128.store(out, r11, 48);
  v128.store(out, r20, 64); v128.store(out, r21, 80); v128.store(out, r30, 96); v128.store(out, r31, 112);
  v128.store(out, r40, 128); v128.store(out, r41, 144); v128.store(out, r50, 160); v128.store(out, r51, 176);
}
