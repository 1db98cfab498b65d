/**
 * exp, log, tanh, sigmoid and softplus to hundreds of digits, in whole numbers, to measure the engine's own against.
 *
 * A number v is kept as the whole number v * 2 ** 1300: every double is such a number exactly, and 226 bits are left
 * below the smallest of them.
 */

const P = 1300n;
const ONE = 1n << P;

/** How far `got` is from the exact value, in units in the last place of `got`. */
export function unitsOff(got: number, exact: bigint): number {
  const off = toFixed(got) - exact;
  const size = off < 0n ? -off : off;
  return Number((size * 1000n) / toFixed(unitInLastPlace(got))) / 1000;
}

export function exactExp(x: number): bigint {
  const power = expOf(toFixed(Math.abs(x)));
  return x < 0 ? divide(ONE, power) : power;
}

export function exactSigmoid(x: number): bigint {
  const power = exactExp(x);
  return divide(power, ONE + power);
}

export function exactTanh(x: number): bigint {
  const power = expOf(2n * toFixed(Math.abs(x)));
  const size = divide(power - ONE, power + ONE);
  return x < 0 ? -size : size;
}

export function exactLog(x: number): bigint {
  return logOfFixed(toFixed(x));
}

export function exactLog1p(x: number): bigint {
  return logOfFixed(ONE + toFixed(x));
}

export function exactSoftplus(x: number): bigint {
  return logOfFixed(ONE + exactExp(x));
}

/** The exact value as v * 2 ** 1300. */
export function toFixed(value: number): bigint {
  const bits = bitsOf(value);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & ((1n << 52n) - 1n);
  const size = exponent === 0n ? fraction << (P - 1074n) : (fraction | (1n << 52n)) << (P - 1075n + exponent);
  return bits >> 63n ? -size : size;
}

/** The distance from |value| to the next larger double. */
export function unitInLastPlace(value: number): number {
  const size = Math.abs(value);
  const view = new BigInt64Array(1);
  view[0] = bitsOf(size) + 1n;
  return (new Float64Array(view.buffer)[0] ?? 0) - size;
}

function bitsOf(value: number): bigint {
  return new BigUint64Array(Float64Array.of(value).buffer)[0] ?? 0n;
}

/** Taylor's series at x / 4096, squared twelve times. */
function expOf(x: bigint): bigint {
  const small = x >> 12n;
  let sum = ONE;
  for (let k = 1n, term = small; term > 0n; k += 1n, term = multiply(term, small) / k) sum += term;
  for (let k = 0; k < 12; k += 1) sum = multiply(sum, sum);
  return sum;
}

/** The logarithm of m * 2 ** -1300, any m above 0. */
function logOfFixed(value: bigint): bigint {
  let m = value;
  let power = 0n;
  for (; m > ONE + (ONE >> 1n); power += 1n) m >>= 1n;
  for (; m < ONE - (ONE >> 2n); power -= 1n) m <<= 1n;
  return power * logOfTwo + logOf(m);
}

/** 2 artanh((m - 1) / (m + 1)) for m from 3/4 to 3/2. */
function logOf(m: bigint): bigint {
  const s = divide(m - ONE, m + ONE);
  const square = multiply(s, s);
  let sum = 0n;
  for (let k = 1n, power = s; power !== 0n && power !== -1n; k += 2n, power = multiply(power, square)) sum += power / k;
  return 2n * sum;
}

function multiply(left: bigint, right: bigint): bigint {
  return (left * right) >> P;
}

function divide(left: bigint, right: bigint): bigint {
  return (left << P) / right;
}

const logOfTwo = logOf(ONE + (ONE >> 1n)) + logOf(ONE + ONE / 3n);
