/**
 * Between PyTorch's row-by-row matrices and the panels and packed weights of the layer.
 */

import { Layer, weightBlock, zStep } from './layer';

/** What of its unit panel's row in `z` a plane of sums reads. */
// @ts-ignore: decorator
@inline
export const BOTH: i32 = 0;
// @ts-ignore: decorator
@inline
export const INPUT_ONLY: i32 = 1;
// @ts-ignore: decorator
@inline
export const STATE_ONLY: i32 = 2;

/** Copies (rows, columns) at `from` into panels at `to`; columns beyond stay as they are. */
export function toPanels(from: usize, rows: i32, columns: i32, to: usize, panel: usize): void {
  for (let row = 0; row < rows; row++) {
    const line = from + <usize>(row * columns) * 4;
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      v128.store(to + <usize>(column >> 2) * panel + <usize>row * 16, v128.load(line + <usize>column * 4));
    }
    for (; column < columns; column++) store<f32>(entry(to, panel, row, column), load<f32>(line + <usize>column * 4));
  }
}

/** Adds (rows, columns) at `from` to panels at `to`. */
export function addToPanels(from: usize, rows: i32, columns: i32, to: usize, panel: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = entry(to, panel, row, column);
      store<f32>(at, load<f32>(at) + load<f32>(from + <usize>(row * columns + column) * 4));
    }
  }
}

/** Copies `columns` columns of panels, from column `skip` on, into (rows, columns) at `to`. */
export function fromPanels(from: usize, panel: usize, rows: i32, columns: i32, skip: i32, to: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      store<f32>(to + <usize>(row * columns + column) * 4, load<f32>(entry(from, panel, row, column + skip)));
    }
  }
}

/**
 * Writes the inputs, T times (B, I) at `from`, into z, and says whether one of them is infinite: padding would multiply it
 * by 0, which is NaN for all units.
 */
export function packInputs(layer: Layer, from: usize): bool {
  let hasInfinity = false;
  const bytes = <usize>(layer.batch * layer.inputs) * 4;
  let to = layer.z + <usize>layer.units * layer.panel;
  for (let step = 0; step < layer.steps; step++) {
    for (let row = 0; row < layer.batch; row++) {
      const line = from + <usize>(row * layer.inputs) * 4;
      store<f32>(entry(to, layer.panel, row, 0), 1);
      for (let k = 0; k < layer.inputs; k++) {
        const value = load<f32>(line + <usize>k * 4);
        hasInfinity = hasInfinity || abs(value) == Infinity;
        store<f32>(entry(to, layer.panel, row, k + 1), value);
      }
    }
    from += bytes;
    to += zStep(layer);
  }
  return hasInfinity;
}

/** Packs the weights of plane `plane`, whose units are rows `block` * H + 4 * `unit` and on, for the way forward. */
export function packPlane(layer: Layer, plane: i32, block: i32, unit: i32, reads: i32): void {
  const hidden = layer.hidden;
  const to = layer.weights + <usize>(plane >> 1) * weightBlock(layer) + <usize>(plane & 1) * 16;
  const first = block * hidden + unit * 4;
  const count = min(4, hidden - unit * 4);
  if (reads != INPUT_ONLY) {
    const from = layer.recurrentWeights + <usize>(first * hidden) * 4;
    let k = 0;
    if (count == 4) for (; k + 4 <= hidden; k += 4) transpose(from + <usize>k * 4, <usize>hidden * 4, to + <usize>k * 32, 32);
    for (; k < hidden; k++) {
      for (let j = 0; j < count; j++) {
        store<f32>(to + <usize>(k * 32 + j * 4), load<f32>(from + <usize>(j * hidden + k) * 4));
      }
    }
  }
  const line = to + <usize>layer.units * 128;
  for (let j = 0; j < count; j++) {
    let bias: f32 = 0;
    if (layer.inputBias) {
      if (reads != STATE_ONLY) bias += load<f32>(layer.inputBias + <usize>(first + j) * 4);
      if (reads != INPUT_ONLY) bias += load<f32>(layer.recurrentBias + <usize>(first + j) * 4);
    }
    store<f32>(line + <usize>j * 4, bias);
    if (reads == STATE_ONLY) continue;
    const from = layer.inputWeights + <usize>((first + j) * layer.inputs) * 4;
    for (let k = 0; k < layer.inputs; k++) {
      store<f32>(line + <usize>((k + 1) * 32 + j * 4), load<f32>(from + <usize>k * 4));
    }
  }
}

/** Adds the packed gradient of plane `plane` to the gradients in PyTorch's layout. */
export function unpackPlane(layer: Layer, plane: i32, block: i32, unit: i32, reads: i32): void {
  const hidden = layer.hidden;
  const from = layer.dWeights + <usize>(plane >> 1) * weightBlock(layer) + <usize>(plane & 1) * 16;
  const first = block * hidden + unit * 4;
  const count = min(4, hidden - unit * 4);
  if (reads != INPUT_ONLY) {
    const to = layer.dRecurrentWeights + <usize>(first * hidden) * 4;
    let k = 0;
    if (count == 4) {
      for (; k + 4 <= hidden; k += 4) addTransposed(from + <usize>k * 32, 32, to + <usize>k * 4, <usize>hidden * 4);
    }
    for (; k < hidden; k++) {
      for (let j = 0; j < count; j++) add(to + <usize>(j * hidden + k) * 4, from + <usize>(k * 32 + j * 4));
    }
  }
  const line = from + <usize>layer.units * 128;
  for (let j = 0; j < count; j++) {
    if (layer.inputBias) {
      if (reads != STATE_ONLY) add(layer.dInputBias + <usize>(first + j) * 4, line + <usize>j * 4);
      if (reads != INPUT_ONLY) add(layer.dRecurrentBias + <usize>(first + j) * 4, line + <usize>j * 4);
    }
    if (reads == STATE_ONLY) continue;
    const to = layer.dInputWeights + <usize>((first + j) * layer.inputs) * 4;
    for (let k = 0; k < layer.inputs; k++) add(to + <usize>k * 4, line + <usize>((k + 1) * 32 + j * 4));
  }
}

/**
 * Packs four rows of `columns` weights, from row `first` of the (.., columns) matrix at `from`, as lines 4 * `at` and on
 * of the blocks of `planes` panels at `to`: the way back, where the planes are the left-hand side. Columns are moved up
 * by `skip`.
 */
export function packBack(from: usize, columns: i32, first: i32, count: i32, skip: i32, to: usize, planes: i32, at: i32): void {
  for (let j = 0; j < count; j++) {
    const row = from + <usize>((first + j) * columns) * 4;
    const line = to + <usize>(at * 4 + j) * 32;
    let column = 0;
    if (skip == 0) {
      for (; column + 8 <= columns; column += 8) {
        const out = line + <usize>((column >> 3) * planes) * 128;
        v128.store(out, v128.load(row + <usize>column * 4));
        v128.store(out, v128.load(row + <usize>column * 4, 16), 16);
      }
    }
    for (; column < columns; column++) {
      const moved = column + skip;
      store<f32>(
        line + <usize>((moved >> 3) * planes) * 128 + <usize>(moved & 7) * 4,
        load<f32>(row + <usize>column * 4),
      );
    }
  }
}

// @ts-ignore: decorator
@inline
function entry(panels: usize, panel: usize, row: i32, column: i32): usize {
  return panels + <usize>(column >> 2) * panel + <usize>(row * 16 + (column & 3) * 4);
}

// @ts-ignore: decorator
@inline
function add(to: usize, from: usize): void {
  store<f32>(to, load<f32>(to) + load<f32>(from));
}

/** Four rows of four at `from` become four columns at `to`. */
// @ts-ignore: decorator
@inline
function transpose(from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const a = v128.load(from), b = v128.load(from + fromRow);
  const c = v128.load(from + fromRow * 2), d = v128.load(from + fromRow * 3);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7), cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + toRow, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + toRow * 2, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5));
  v128.store(to + toRow * 3, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7));
}

// @ts-ignore: decorator
@inline
function addTransposed(from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const a = v128.load(from), b = v128.load(from + fromRow);
  const c = v128.load(from + fromRow * 2), d = v128.load(from + fromRow * 3);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7), cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, f32x4.add(v128.load(to), v128.shuffle<f32>(ab, cd, 0, 1, 4, 5)));
  v128.store(to + toRow, f32x4.add(v128.load(to + toRow), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7)));
  v128.store(to + toRow * 2, f32x4.add(v128.load(to + toRow * 2), v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5)));
  v128.store(to + toRow * 3, f32x4.add(v128.load(to + toRow * 3), v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7)));
}
