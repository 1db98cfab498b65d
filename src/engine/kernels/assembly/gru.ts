/**
 * The GRU with its reset gate after the recurrent product, whole sequences at a time.
 *
 * Planes of the sums: first, for each panel u, what the candidate takes from the input (n_x, u); then r and z of each
 * panel (units + 2 u, units + 2 u + 1); last what it takes from the state (n_h, 3 units + u). So the planes that x feeds
 * and those that h feeds are each in one stretch. After the activation the first hold the candidate n.
 *
 * The equations and their derivatives are those of cells/gru.ts, which says what is correct.
 */

import { multiplyAdd, ones, sigmoid, tanh, withoutTiny } from './lanes';
import { Layer, zStep } from './layer';
import { addWeightGradient, backIntoHidden, backIntoInputs, sumsOf } from './walk';

export function gruForward(layer: Layer): void {
  const panel = layer.panel;
  const units = layer.units;
  const width = units + layer.inputPanels;
  const zBytes = zStep(layer);
  let z = layer.z;
  let gates = layer.gates;
  for (let step = 0; step < layer.steps; step++) {
    // A single row: all units at once, so that their long chains of dependent operations overlap. Many rows: two
    // panels of units at a time, whose sums then stay in the first cache.
    const stride = layer.rows == 1 ? units : 2;
    for (let unit = 0; unit < units; unit += stride) {
      const x = gates + <usize>unit * panel;
      const rz = gates + <usize>(units + 2 * unit) * panel;
      const h = gates + <usize>(3 * units + unit) * panel;
      sumsOf(layer, z, unit >> 1, stride >> 1, units, layer.inputPanels, x);
      sumsOf(layer, z, (units >> 1) + unit, stride, 0, width, rz);
      sumsOf(layer, z, (3 * units + unit) >> 1, stride >> 1, 0, units + 1, h);
      const old = z + <usize>unit * panel;
      if (layer.rows == 1) {
        squash(units, x, rz, 32, 16, h, old, old + zBytes);
      } else {
        squash(layer.rows, x, rz, 16, panel, h, old, old + zBytes);
        squash(layer.rows, x + panel, rz + 2 * panel, 16, panel, h + panel, old + panel, old + panel + zBytes);
      }
    }
    z += zBytes;
    gates += <usize>layer.planes * panel;
  }
}

/**
 * The gates and h_t of `count` lines of four units, n_x, r, z and n_h being sums. A line's r and z are `plane` bytes
 * apart, and the next line's `next` bytes on; of all else, lines follow each other.
 */
function squash(
  count: i32, n: usize, rz: usize, next: usize, plane: usize, fromHidden: usize, h0: usize, h: usize,
): void {
  const bytes = <usize>count * 16;
  let gate = rz;
  for (let at: usize = 0; at < bytes; at += 16) {
    const reset = sigmoid(v128.load(gate));
    v128.store(gate, reset);
    v128.store(n + at, multiplyAdd(reset, v128.load(fromHidden + at), v128.load(n + at)));
    gate += next;
  }
  // A loop of its own: see lstm.ts.
  gate = rz + plane;
  for (let at: usize = 0; at < bytes; at += 16) {
    const update = sigmoid(v128.load(gate));
    const candidate = tanh(v128.load(n + at));
    v128.store(gate, update);
    v128.store(n + at, candidate);
    // (1 - z) n + z h
    v128.store(h + at, multiplyAdd(update, f32x4.sub(v128.load(h0 + at), candidate), candidate));
    gate += next;
  }
}

/** Walks back from step `last` - 1 to `first`. dHidden holds dL/dh_t of the step walked from. */
export function gruBackward(layer: Layer, first: i32, last: i32): void {
  const panel = layer.panel;
  const units = layer.units;
  for (let step = last - 1; step >= first; step--) {
    const d = layer.dGates + <usize>(step % layer.chunk) * <usize>layer.planes * panel;
    const gates = layer.gates + <usize>step * <usize>layer.planes * panel;
    const old = layer.z + <usize>step * zStep(layer);
    const rz = <usize>units * panel;
    const fromHidden = 3 * rz;
    if (layer.rows == 1) {
      unsquash(units, gates, d, 0, rz, 32, 16, fromHidden, old, layer.dHidden);
    } else {
      for (let unit = 0; unit < units; unit++) {
        const n = <usize>unit * panel;
        unsquash(layer.rows, gates, d, n, rz + 2 * n, 16, panel, fromHidden + n, old + n, layer.dHidden + n);
      }
    }
    backIntoHidden(layer, d, true);
    backIntoInputs(layer, d, step);
  }
}

/**
 * The gradients of the sums of `count` lines, and what they leave of dHidden; lines as in `squash`, at `n`, `rz` and
 * `fromHidden` in both `gates` and `d`.
 */
function unsquash(
  count: i32, gates: usize, d: usize, n: usize, rz: usize, next: usize, plane: usize, fromHidden: usize, h0: usize,
  dHidden: usize,
): void {
  const bytes = <usize>count * 16;
  const one = ones();
  for (let at: usize = 0; at < bytes; at += 16) {
    const candidate = v128.load(gates + n + at);
    const reset = v128.load(gates + rz);
    const update = v128.load(gates + rz + plane);
    const dh = withoutTiny(v128.load(dHidden + at));
    const kept = f32x4.mul(dh, update);
    const dCandidate = f32x4.sub(dh, kept);
    const dn = f32x4.sub(dCandidate, f32x4.mul(f32x4.mul(dCandidate, candidate), candidate));
    const dnr = f32x4.mul(dn, reset);
    v128.store(d + n + at, dn);
    v128.store(d + fromHidden + at, dnr);
    v128.store(
      d + rz,
      f32x4.mul(f32x4.mul(dnr, v128.load(gates + fromHidden + at)), f32x4.sub(one, reset)),
    );
    v128.store(
      d + rz + plane,
      f32x4.mul(f32x4.mul(kept, f32x4.sub(v128.load(h0 + at), candidate)), f32x4.sub(one, update)),
    );
    v128.store(dHidden + at, kept);
    rz += next;
  }
}

export function gruWeightGradient(layer: Layer, first: i32, last: i32): void {
  const units = layer.units;
  const width = units + layer.inputPanels;
  addWeightGradient(layer, first, last, 0, units, units, width);
  addWeightGradient(layer, first, last, units, 3 * units, 0, width);
  addWeightGradient(layer, first, last, 3 * units, 4 * units, 0, units + 1);
}
