/**
 * exp, log, tanh, sigmoid and softplus from + - * / alone.
 *
 * IEEE arithmetic rounds + - * / and square roots in one way everywhere; `Math.exp` and its kin may differ from one
 * browser to the next in the last digit, and a training run would then drift apart. These do not: same input, same
 * bits. Within 4 units in the last place of the true value (float64); NaN goes in and comes out.
 */

// Math.LN2 in two parts: the first has zeros in its low bits, so that a small whole number times it is exact.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 2 ** (j / 8) for j = 0 .. 7: seven square roots, each rounded once more at most. */
const EIGHTHS = eighths();
const POWER_OFFSET = 1074;
/** 2 ** k for k = -1074 .. 1023, at k + 1074: doubling and halving are exact. */
const POWERS = powersOfTwo();

/** e to the x. Overflows to Infinity above 709.78, underflows to 0 below -745.13. */
export function exp(x: number): number {
  if (!(x < 709.782712893384)) return x > 709 ? Infinity : x;
  if (x < -745.1332191019412) return 0;
  // x = n (ln 2) / 8 + r with |r| <= 0.0434; the Taylor series of e^r - 1 then needs eight terms.
  const n = Math.floor(x * (8 / Math.LN2) + 0.5);
  const r = x - n * (LN2_HIGH / 8) - n * (LN2_LOW / 8);
  const s = r * r;
  const even = 1 / 2 + s * (1 / 24 + s * (1 / 720 + s * (1 / 40320)));
  const odd = 1 / 6 + s * (1 / 120 + s * (1 / 5040));
  const tail = r + s * even + s * r * odd;
  const power = Math.floor(n / 8);
  const root = EIGHTHS[n - 8 * power];
  const scaled = root + root * tail;
  // Two factors near the ends of the range, where 2 ** power alone is infinite or loses bits.
  if (power > 1000) return scaled * POWERS[POWER_OFFSET + power - 1] * 2;
  if (power < -1000) return scaled * POWERS[POWER_OFFSET + power + 100] * POWERS[POWER_OFFSET - 100];
  return scaled * POWERS[POWER_OFFSET + power];
}

/** The natural logarithm. log 0 = -Infinity; NaN below 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  // x = m * 2 ** power with m in [sqrt(1/2), sqrt(2)); s = (m - 1) / (m + 1) is at most 0.1716.
  const [m, power] = splitPower(x);
  const s = (m - 1) / (m + 1);
  const q = s * s;
  return power * LN2_HIGH + (2 * s + (2 * s * q * inverseHyperbolicTail(q) + power * LN2_LOW));
}

/** log (1 + x), exact for small x too, where 1 + x alone would round x away. -Infinity at -1; NaN below. */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (!(sum > 0) || sum === Infinity) return log(sum);
  // Away from 1 the logarithm of the rounded sum, put right by what rounding took from it.
  if (x < -0.29 || x > 0.41) return log(sum) + (x - (sum - 1)) / sum;
  // Near 1 the same series as above with s = x / (2 + x), at most 0.1716; 2 s is written as x - s x, which keeps x whole.
  const s = x / (2 + x);
  const q = s * s;
  return x - s * (x - 2 * q * inverseHyperbolicTail(q));
}

/** log (1 + e^x): relu with a rounded corner, from 0 up. Its slope is the sigmoid, and -softplus(-x) is log sigmoid(x). */
export function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/** The hyperbolic tangent, in [-1, 1]. */
export function tanh(x: number): number {
  const size = x < 0 ? -x : x;
  if (size < 0.625) {
    // Lambert's continued fraction x / (1 + s / (3 + s / (5 + ...))), s = x * x, cut after the 15 and written as
    // x (1 - s top / bottom): the quotient is a correction of at most 0.12, so its rounding hardly counts.
    const s = x * x;
    const top = 675675 + s * (45045 + s * (594 + s));
    const bottom = 2027025 + s * (945945 + s * (51975 + s * (630 + s)));
    return x * (1 - (s * top) / bottom);
  }
  if (Number.isNaN(x)) return x;
  const large = size > 20 ? 1 : 1 - 2 / (exp(2 * size) + 1);
  return x < 0 ? -large : large;
}

/** The logistic function 1 / (1 + e^-x), in [0, 1]. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const power = exp(x);
  return power / (1 + power);
}

/** 1/3 + q/5 + q^2/7 + ... up to 1/23, for q = s * s: log m = 2 artanh s = 2 s + 2 s q (this). */
function inverseHyperbolicTail(q: number): number {
  let sum = 1 / 23;
  for (let k = 21; k >= 3; k -= 2) sum = 1 / k + q * sum;
  return sum;
}

function eighths(): Float64Array {
  const half = Math.sqrt(2);
  const quarter = Math.sqrt(half);
  const eighth = Math.sqrt(quarter);
  const threeEighths = Math.sqrt(Math.sqrt(2 * half));
  return Float64Array.of(
    1,
    eighth,
    quarter,
    threeEighths,
    half,
    Math.sqrt(Math.sqrt(4 * half)),
    Math.sqrt(2 * half),
    Math.sqrt(Math.sqrt(8 * half)),
  );
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(POWER_OFFSET + 1024);
  powers[POWER_OFFSET] = 1;
  for (let k = 1; k < 1024; k += 1) powers[POWER_OFFSET + k] = (powers[POWER_OFFSET + k - 1] as number) * 2;
  for (let k = 1; k <= POWER_OFFSET; k += 1) powers[POWER_OFFSET - k] = (powers[POWER_OFFSET - k + 1] as number) / 2;
  return powers;
}

/** x = m * 2 ** power for a finite x > 0, by a binary search over the table of powers. */
function splitPower(x: number): [m: number, power: number] {
  let low = 0;
  let high = POWERS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (POWERS[middle] <= x) low = middle;
    else high = middle - 1;
  }
  const power = low - POWER_OFFSET;
  // Below 2 ** -1022 the inverse power would be infinite: divide in two exact steps.
  const m = power < -1000 ? (x * POWERS[POWER_OFFSET + 1000]) / POWERS[POWER_OFFSET + power + 1000] : x / POWERS[low];
  return m > Math.SQRT2 ? [m / 2, power + 1] : [m, power];
}
