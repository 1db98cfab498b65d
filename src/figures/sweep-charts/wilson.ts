/** How far a share of so few runs can be trusted. */

/** Of the normal distribution, for 95 %. */
const z = 1.959964;

/** Wilson's interval of `n` of `of` at 95 %, in [0, 1]. Source: Wilson (1927), JASA 22, 209-212. */
export function wilson(n: number, of: number): readonly [low: number, high: number] {
  const share = n / of;
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const bounds = [-1, 1].map((side) => (share + (z * z) / (2 * of) + side * spread) / (1 + (z * z) / of));
  // Where none or all did, rounding must not leave the end.
  return [n === 0 ? 0 : Math.max(0, bounds[0] ?? 0), n === of ? 1 : Math.min(1, bounds[1] ?? 1)];
}
