/**
 * The vanilla RNN, whole sequences at a time. Its only planes are h itself: the sums are written where h_t belongs.
 *
 * The equations and their derivatives are those of cells/rnn.ts, which says what is correct.
 */

import { relu, tanh, withoutTiny } from './lanes';
import { Layer, zStep } from './layer';
import { addWeightGradient, backIntoHidden, backIntoInputs, sumsOf } from './walk';

export function rnnForward(layer: Layer, isRelu: bool): void {
  const width = layer.units + layer.inputPanels;
  const zBytes = zStep(layer);
  let z = layer.z;
  for (let step = 0; step < layer.steps; step++) {
    const stride = layer.rows == 1 ? layer.units : 2; // see gru.ts
    for (let unit = 0; unit < layer.units; unit += stride) {
      const h = z + zBytes + <usize>unit * layer.panel;
      sumsOf(layer, z, unit >> 1, stride >> 1, 0, width, h);
      activate(h, <usize>stride * layer.panel, isRelu);
    }
    z += zBytes;
  }
}

// @ts-ignore: decorator
@inline
function activate(h: usize, bytes: usize, isRelu: bool): void {
  if (isRelu) for (let at: usize = 0; at < bytes; at += 16) v128.store(h + at, relu(v128.load(h + at)));
  else for (let at: usize = 0; at < bytes; at += 16) v128.store(h + at, tanh(v128.load(h + at)));
}

/** Walks back from step `last` - 1 to `first`. dHidden holds dL/dh_t of the step walked from. */
export function rnnBackward(layer: Layer, first: i32, last: i32, isRelu: bool): void {
  const panel = layer.panel;
  const bytes = <usize>layer.rows * 16;
  for (let step = last - 1; step >= first; step--) {
    const d = layer.dGates + <usize>(step % layer.chunk) * <usize>layer.planes * panel;
    const h = layer.z + <usize>(step + 1) * zStep(layer);
    for (let unit = 0; unit < layer.units; unit++) {
      const from = <usize>unit * panel;
      for (let at = from; at < from + bytes; at += 16) {
        const value = v128.load(h + at);
        const dh = withoutTiny(v128.load(layer.dHidden + at));
        const slope = isRelu
          ? v128.andnot(dh, f32x4.le(value, f32x4.splat(0)))
          : f32x4.sub(dh, f32x4.mul(f32x4.mul(dh, value), value));
        v128.store(d + at, slope);
      }
    }
    backIntoHidden(layer, d, false);
    backIntoInputs(layer, d, step);
  }
}

export function rnnWeightGradient(layer: Layer, first: i32, last: i32): void {
  addWeightGradient(layer, first, last, 0, layer.planes, 0, layer.units + layer.inputPanels);
}
