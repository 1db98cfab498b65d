/**
 * The LSTM, whole sequences at a time. Plane 4 u + s of the sums: the four units of panel u, gate s of i, f, g, o.
 *
 * The equations and their derivatives are those of cells/lstm.ts, which says what is correct.
 */

import { multiplyAdd, ones, sigmoid, tanh, withoutTiny } from './lanes';
import { Layer, zStep } from './layer';
import { addWeightGradient, backIntoHidden, backIntoInputs, sumsOf } from './walk';

export function lstmForward(layer: Layer): void {
  const panel = layer.panel;
  const width = layer.units + layer.inputPanels;
  const zBytes = zStep(layer);
  const perStep = <usize>layer.units * panel;
  let z = layer.z;
  let gates = layer.gates;
  let cells = layer.cells;
  let squashed = layer.squashed;
  for (let step = 0; step < layer.steps; step++) {
    if (layer.rows == 1) {
      // All units at once, so that their long chains of dependent operations overlap.
      sumsOf(layer, z, 0, 2 * layer.units, 0, width, gates);
      squash(layer.linear, layer.units, gates, 64, 16, cells, cells + perStep, squashed, z + zBytes);
    } else {
      for (let unit = 0; unit < layer.units; unit++) {
        const at = <usize>unit * panel;
        sumsOf(layer, z, 2 * unit, 2, 0, width, gates + 4 * at);
        // While the sums are in the first cache.
        squash(layer.linear, layer.rows, gates + 4 * at, 16, panel, cells + at, cells + perStep + at, squashed + at, z + zBytes + at);
      }
    }
    z += zBytes;
    gates += 4 * perStep;
    cells += perStep;
    squashed += perStep;
  }
}

/**
 * The gates, c_t, tanh(c_t) and h_t of `count` lines of four units. A line's sums of i, f, g, o are `plane` bytes apart,
 * and the next line's `next` bytes on; of all else, lines follow each other.
 */
function squash(
  linear: i32, count: i32, gates: usize, next: usize, plane: usize, c0: usize, c: usize, tc: usize, h: usize,
): void {
  // Told apart here, so that the loops of the plain cell are not asked at every line.
  if (linear == 0) squashAs(true, true, count, gates, next, plane, c0, c, tc, h);
  else squashAs((linear & 1) == 0, (linear & 2) == 0, count, gates, next, plane, c0, c, tc, h);
}

// @ts-ignore: decorator
@inline
function squashAs(
  candidateIsTanh: bool, shownIsTanh: bool, count: i32, gates: usize, next: usize, plane: usize, c0: usize, c: usize,
  tc: usize, h: usize,
): void {
  const bytes = <usize>count * 16;
  let gate = gates;
  for (let at: usize = 0; at < bytes; at += 16) {
    const i = sigmoid(v128.load(gate));
    const f = sigmoid(v128.load(gate + plane));
    const sum = v128.load(gate + 2 * plane);
    const g = candidateIsTanh ? tanh(sum) : sum;
    v128.store(gate, i);
    v128.store(gate + plane, f);
    v128.store(gate + 2 * plane, g);
    v128.store(c + at, multiplyAdd(f, v128.load(c0 + at), f32x4.mul(i, g)));
    gate += next;
  }
  // A loop of its own: a processor looks ahead a few hundred instructions, and waits less when a chain is half as long.
  gate = gates + 3 * plane;
  for (let at: usize = 0; at < bytes; at += 16) {
    const o = sigmoid(v128.load(gate));
    const cell = v128.load(c + at);
    const shown = shownIsTanh ? tanh(cell) : cell;
    v128.store(gate, o);
    v128.store(tc + at, shown);
    v128.store(h + at, f32x4.mul(o, shown));
    gate += next;
  }
}

/** Walks back from step `last` - 1 to `first`. dHidden and dCell hold dL/dh_t and dL/dc_t of the step walked from. */
export function lstmBackward(layer: Layer, first: i32, last: i32): void {
  const panel = layer.panel;
  const perStep = <usize>layer.units * panel;
  for (let step = last - 1; step >= first; step--) {
    const d = layer.dGates + <usize>(step % layer.chunk) * <usize>layer.planes * panel;
    const gates = layer.gates + <usize>step * <usize>layer.planes * panel;
    const cells = layer.cells + <usize>step * perStep;
    const squashed = layer.squashed + <usize>step * perStep;
    if (layer.rows == 1) {
      unsquash(layer.linear, layer.units, gates, d, 64, 16, cells, squashed, layer.dHidden, layer.dCell);
    } else {
      for (let unit = 0; unit < layer.units; unit++) {
        const at = <usize>unit * panel;
        unsquash(
          layer.linear, layer.rows, gates + 4 * at, d + 4 * at, 16, panel, cells + at, squashed + at, layer.dHidden + at,
          layer.dCell + at,
        );
      }
    }
    backIntoHidden(layer, d, false);
    backIntoInputs(layer, d, step);
  }
}

/** The gradients of the sums of `count` lines, and what dCell becomes a step earlier; lines as in `squash`. */
function unsquash(
  linear: i32, count: i32, gates: usize, d: usize, next: usize, plane: usize, c0: usize, tc: usize, dHidden: usize,
  dCell: usize,
): void {
  if (linear == 0) unsquashAs(true, true, count, gates, d, next, plane, c0, tc, dHidden, dCell);
  else unsquashAs((linear & 1) == 0, (linear & 2) == 0, count, gates, d, next, plane, c0, tc, dHidden, dCell);
}

// @ts-ignore: decorator
@inline
function unsquashAs(
  candidateIsTanh: bool, shownIsTanh: bool, count: i32, gates: usize, d: usize, next: usize, plane: usize, c0: usize,
  tc: usize, dHidden: usize, dCell: usize,
): void {
  const bytes = <usize>count * 16;
  const one = ones();
  for (let at: usize = 0; at < bytes; at += 16) {
    const i = v128.load(gates);
    const f = v128.load(gates + plane);
    const g = v128.load(gates + 2 * plane);
    const o = v128.load(gates + 3 * plane);
    const shown = v128.load(tc + at);
    const dh = withoutTiny(v128.load(dHidden + at));
    const dho = f32x4.mul(dh, o);
    const dShown = shownIsTanh ? f32x4.sub(dho, f32x4.mul(f32x4.mul(dho, shown), shown)) : dho;
    const dc = f32x4.add(v128.load(dCell + at), dShown);
    const dcf = f32x4.mul(dc, f);
    const dci = f32x4.mul(dc, i);
    v128.store(d, f32x4.mul(f32x4.mul(dci, g), f32x4.sub(one, i)));
    v128.store(d + plane, f32x4.mul(f32x4.mul(dcf, v128.load(c0 + at)), f32x4.sub(one, f)));
    v128.store(d + 2 * plane, candidateIsTanh ? f32x4.sub(dci, f32x4.mul(f32x4.mul(dci, g), g)) : dci);
    v128.store(d + 3 * plane, f32x4.mul(f32x4.mul(dho, shown), f32x4.sub(one, o)));
    v128.store(dCell + at, withoutTiny(dcf));
    gates += next;
    d += next;
  }
}

export function lstmWeightGradient(layer: Layer, first: i32, last: i32): void {
  addWeightGradient(layer, first, last, 0, layer.planes, 0, layer.units + layer.inputPanels);
}
