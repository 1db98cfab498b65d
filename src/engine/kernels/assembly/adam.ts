/**
 * One update of Adam, the sum of squares of a gradient, and its scaling. Lengths are padded by the caller to a multiple
 * of four with zeros, which stay zeros.
 */

import { withoutTiny } from './lanes';

/** As kernels/reference.ts: `step` is learning rate / (1 - beta1^t), `inverseRoot` 1 / sqrt(1 - beta2^t). */
export function adam(
  length: i32, parameters: usize, gradient: usize, mean: usize, square: usize,
  step: f32, beta1: f32, beta2: f32, epsilon: f32, inverseRoot: f32, weightDecay: f32,
): void {
  const rate = f32x4.splat(step);
  const keepMean = f32x4.splat(beta1), keepSquare = f32x4.splat(beta2);
  const newMean = f32x4.splat(1 - beta1), newSquare = f32x4.splat(1 - beta2);
  const small = f32x4.splat(epsilon), root = f32x4.splat(inverseRoot), decay = f32x4.splat(weightDecay);
  const bytes = <usize>length * 4;
  for (let at: usize = 0; at < bytes; at += 16) {
    const parameter = v128.load(parameters + at);
    const g = f32x4.add(v128.load(gradient + at), f32x4.mul(decay, parameter));
    const m = withoutTiny(f32x4.add(f32x4.mul(keepMean, v128.load(mean + at)), f32x4.mul(newMean, g)));
    // g times itself may be subnormal: what is below 2 ** -50 counts as nothing beside epsilon.
    const clean = v128.andnot(g, f32x4.lt(f32x4.abs(g), f32x4.splat(8.881784e-16)));
    const v = withoutTiny(
      f32x4.add(f32x4.mul(keepSquare, v128.load(square + at)), f32x4.mul(newSquare, f32x4.mul(clean, clean))),
    );
    v128.store(mean + at, m);
    v128.store(square + at, v);
    const size = f32x4.add(f32x4.mul(f32x4.sqrt(v), root), small);
    v128.store(parameters + at, f32x4.sub(parameter, f32x4.div(f32x4.mul(rate, m), size)));
  }
}
