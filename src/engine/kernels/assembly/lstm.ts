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
  let z = layer.z;
  let gates = layer.gates;
  let cells = layer.cells;
  let squashed = layer.squashed;
  for (let step = 0; step < layer.steps; step++) {
    if (layer.rows == 1) {
      // All units at once, so that their long chains of dependent operations overlap.
      sumsOf(layer, z, 0, 2 * layer.units, 0, width, gates);
      for (let unit = 0; unit < layer.units; unit++) squash(layer, unit, gates, cells, squashed, z + zBytes);
    } else {
      for (let unit = 0; unit < layer.units; unit++) {
        sumsOf(layer, z, 2 * unit, 2, 0, width, gates + 4 * <usize>unit * panel);
        squash(layer, unit, gates, cells, squashed, z + zBytes); // while the sums are in the first cache
      }
    }
    z += zBytes;
    gates += <usize>layer.planes * panel;
    cells += <usize>layer.units * panel;
    squashed += <usize>layer.units * panel;
  }
}

// @ts-ignore: decorator
@inline
function squash(layer: Layer, unit: i32, gates: usize, cells: usize, squashed: usize, next: usize): void {
  const at = <usize>unit * layer.panel;
  const cell = cells + at;
  stepForward(
    layer.rows, gates + 4 * at, layer.panel, cell, cell + <usize>layer.units * layer.panel, squashed + at, next + at,
  );
}

// @ts-ignore: decorator
@inline
function stepForward(rows: i32, planes: usize, panel: usize, c0: usize, c: usize, tc: usize, h: usize): void {
  const bytes = <usize>rows * 16;
  for (let at: usize = 0; at < bytes; at += 16) {
    const gate = planes + at;
    const i = sigmoid(v128.load(gate));
    const f = sigmoid(v128.load(gate + panel));
    const g = tanh(v128.load(gate + 2 * panel));
    const o = sigmoid(v128.load(gate + 3 * panel));
    const cell = multiplyAdd(f, v128.load(c0 + at), f32x4.mul(i, g));
    const shown = tanh(cell);
    v128.store(gate, i);
    v128.store(gate + panel, f);
    v128.store(gate + 2 * panel, g);
    v128.store(gate + 3 * panel, o);
    v128.store(c + at, cell);
    v128.store(tc + at, shown);
    v128.store(h + at, f32x4.mul(o, shown));
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
    for (let unit = 0; unit < layer.units; unit++) {
      const at = <usize>unit * panel;
      stepBackward(
        layer.rows, gates + 4 * at, d + 4 * at, panel, cells + at, squashed + at, layer.dHidden + at, layer.dCell + at,
      );
    }
    backIntoHidden(layer, d, false);
    backIntoInputs(layer, d, step);
  }
}

// @ts-ignore: decorator
@inline
function stepBackward(
  rows: i32, planes: usize, d: usize, panel: usize, c0: usize, tc: usize, dHidden: usize, dCell: usize,
): void {
  const bytes = <usize>rows * 16;
  const one = ones();
  for (let at: usize = 0; at < bytes; at += 16) {
    const gate = planes + at;
    const i = v128.load(gate);
    const f = v128.load(gate + panel);
    const g = v128.load(gate + 2 * panel);
    const o = v128.load(gate + 3 * panel);
    const shown = v128.load(tc + at);
    const dh = withoutTiny(v128.load(dHidden + at));
    const dho = f32x4.mul(dh, o);
    const dc = f32x4.add(v128.load(dCell + at), f32x4.sub(dho, f32x4.mul(f32x4.mul(dho, shown), shown)));
    const dcf = f32x4.mul(dc, f);
    const dci = f32x4.mul(dc, i);
    const out = d + at;
    v128.store(out, f32x4.mul(f32x4.mul(dci, g), f32x4.sub(one, i)));
    v128.store(out + panel, f32x4.mul(f32x4.mul(dcf, v128.load(c0 + at)), f32x4.sub(one, f)));
    v128.store(out + 2 * panel, f32x4.sub(dci, f32x4.mul(f32x4.mul(dci, g), g)));
    v128.store(out + 3 * panel, f32x4.mul(f32x4.mul(dho, shown), f32x4.sub(one, o)));
    v128.store(dCell + at, withoutTiny(dcf));
  }
}

export function lstmWeightGradient(layer: Layer, first: i32, last: i32): void {
  addWeightGradient(layer, first, last, 0, layer.planes, 0, layer.units + layer.inputPanels);
}
