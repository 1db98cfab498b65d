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

/**
 * (e^(2x) - 1) / (e^(2x) + 1). The numerator is 2 ** n (2 ** f - 1) + (2 ** n - 1), so that nothing cancels near 0, where
 * n is 0; far from 0 it is large and the quotient 1 to the last digit but two. NaN goes through.
 */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const y = f32x4.pmin(f32x4.pmax(f32x4.mul(x, v128.load(TANH)), v128.load(SIGMOID, 16)), v128.load(SIGMOID, 32));
  const bits = f32x4.add(y, v128.load(SIGMOID, 48));
  const f = f32x4.sub(y, f32x4.sub(bits, v128.load(SIGMOID, 48)));
  let power = multiplyAdd(v128.load(TANH, 16), f, v128.load(TANH, 32));
  power = multiplyAdd(power, f, v128.load(TANH, 48));
  power = multiplyAdd(power, f, v128.load(TANH, 64));
  power = multiplyAdd(power, f, v128.load(TANH, 80));
  power = f32x4.mul(multiplyAdd(power, f, v128.load(TANH, 96)), f);
  const one = v128.load(SIGMOID, 160);
  const scale = i32x4.add(one, i32x4.shl(bits, 23));
  const top = multiplyAdd(scale, power, f32x4.sub(scale, one));
  return f32x4.div(top, f32x4.add(top, v128.load(TANH, 112)));
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

// 2 log2(e); (2 ** f - 1) / f as a polynomial of degree 5 (relative error 1.1e-8), highest power first; 2
const TANH = memory.data<f32>(
  [
    2.885390043258667, 2.885390043258667, 2.885390043258667, 2.885390043258667,
    0.00015403512225020677, 0.00015403512225020677, 0.00015403512225020677, 0.00015403512225020677,
    0.0013390746898949146, 0.0013390746898949146, 0.0013390746898949146, 0.0013390746898949146,
    0.009618237614631653, 0.009618237614631653, 0.009618237614631653, 0.009618237614631653,
    0.05550357326865196, 0.05550357326865196, 0.05550357326865196, 0.05550357326865196,
    0.24022649228572845, 0.24022649228572845, 0.24022649228572845, 0.24022649228572845,
    0.6931471824645996, 0.6931471824645996, 0.6931471824645996, 0.6931471824645996,
    2, 2, 2, 2,
  ],
  16,
);
