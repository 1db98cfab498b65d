/**
 * Four numbers at a time: multiply-and-add, sigmoid, tanh, and the mask that keeps subnormal numbers out.
 *
 * Coefficients lie in memory, each four times over: a constant written into a loop is built anew at every turn.
 */

/** a * b + c. One rounding in the relaxed binary where the machine has it, two in the plain one: same bits everywhere. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** x where |x| is at least 2 ** -100, else 0. Below 1e-38 a processor takes a hundred times as long for every operation. */
// @ts-ignore: decorator
@inline
export function withoutTiny(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(v128.and(x, v128.load(TINY, 16)), v128.load(TINY)));
}

/** 1 / (1 + e ** -x), with e ** -x = 2 ** n * 2 ** f, n whole and |f| at most 1/2. NaN goes through. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const y = f32x4.pmin(f32x4.pmax(f32x4.mul(x, v128.load(SIGMOID)), v128.load(SIGMOID, 16)), v128.load(SIGMOID, 32));
  // Adding 1.5 * 2 ** 23 leaves n in the low bits; shifted, they are the exponent of 2 ** n.
  const bits = f32x4.add(y, v128.load(SIGMOID, 48));
  const f = f32x4.sub(y, f32x4.sub(bits, v128.load(SIGMOID, 48)));
  let power = multiplyAdd(v128.load(SIGMOID, 64), f, v128.load(SIGMOID, 80));
  power = multiplyAdd(power, f, v128.load(SIGMOID, 96));
  power = multiplyAdd(power, f, v128.load(SIGMOID, 112));
  power = multiplyAdd(power, f, v128.load(SIGMOID, 128));
  power = multiplyAdd(power, f, v128.load(SIGMOID, 144));
  const one = v128.load(SIGMOID, 160);
  return f32x4.div(one, f32x4.add(one, i32x4.add(power, i32x4.shl(bits, 23))));
}

/** x P(x^2) / Q(x^2), fitted for the smallest relative error on [-9, 9] (2e-8 before rounding). NaN goes through. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const z = f32x4.pmin(f32x4.pmax(x, v128.load(TANH)), v128.load(TANH, 16));
  const s = f32x4.mul(z, z);
  let top = multiplyAdd(v128.load(TANH, 32), s, v128.load(TANH, 48));
  top = multiplyAdd(top, s, v128.load(TANH, 64));
  top = multiplyAdd(top, s, v128.load(TANH, 80));
  const one = v128.load(TANH, 96);
  top = multiplyAdd(top, s, one);
  let bottom = multiplyAdd(v128.load(TANH, 112), s, v128.load(TANH, 128));
  bottom = multiplyAdd(bottom, s, v128.load(TANH, 144));
  bottom = multiplyAdd(bottom, s, v128.load(TANH, 160));
  bottom = multiplyAdd(bottom, s, one);
  const ratio = f32x4.div(f32x4.mul(z, top), bottom);
  return f32x4.pmin(f32x4.pmax(ratio, v128.load(TANH, 176)), one);
}

// @ts-ignore: decorator
@inline
export function relu(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0)); // lets NaN through
}

/** Four ones. */
// @ts-ignore: decorator
@inline
export function ones(): v128 {
  return v128.load(SIGMOID, 160);
}

// 2 ** -100; all bits but the sign
const TINY = memory.data<u32>(
  [0x0d800000, 0x0d800000, 0x0d800000, 0x0d800000, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff],
  16,
);

// -log2(e); the range of y; 1.5 * 2 ** 23; 2 ** f as a polynomial of degree 5 (relative error 7.5e-8), highest power first; 1
const SIGMOID = memory.data<f32>(
  [
    -1.4426950408889634, -1.4426950408889634, -1.4426950408889634, -1.4426950408889634,
    -125, -125, -125, -125,
    125, 125, 125, 125,
    12582912, 12582912, 12582912, 12582912,
    0.0013276460813358426, 0.0013276460813358426, 0.0013276460813358426, 0.0013276460813358426,
    0.009675553068518639, 0.009675553068518639, 0.009675553068518639, 0.009675553068518639,
    0.05550713464617729, 0.05550713464617729, 0.05550713464617729, 0.05550713464617729,
    0.24022120237350464, 0.24022120237350464, 0.24022120237350464, 0.24022120237350464,
    0.6931469440460205, 0.6931469440460205, 0.6931469440460205, 0.6931469440460205,
    1.0000001192092896, 1.0000001192092896, 1.0000001192092896, 1.0000001192092896,
    1, 1, 1, 1,
  ],
  16,
);

// the range of x; P without its constant 1, highest power first; 1; Q likewise; -1
const TANH = memory.data<f32>(
  [
    -9, -9, -9, -9,
    9, 9, 9, 9,
    1.335462851415059e-8, 1.335462851415059e-8, 1.335462851415059e-8, 1.335462851415059e-8,
    2.0609057173714973e-5, 2.0609057173714973e-5, 2.0609057173714973e-5, 2.0609057173714973e-5,
    0.0034955863375216722, 0.0034955863375216722, 0.0034955863375216722, 0.0034955863375216722,
    0.13381023705005646, 0.13381023705005646, 0.13381023705005646, 0.13381023705005646,
    1, 1, 1, 1,
    7.776544066473434e-7, 7.776544066473434e-7, 7.776544066473434e-7, 7.776544066473434e-7,
    0.0003285632119514048, 0.0003285632119514048, 0.0003285632119514048, 0.0003285632119514048,
    0.025876976549625397, 0.025876976549625397, 0.025876976549625397, 0.025876976549625397,
    0.46714338660240173, 0.46714338660240173, 0.46714338660240173, 0.46714338660240173,
    -1, -1, -1, -1,
  ],
  16,
);
