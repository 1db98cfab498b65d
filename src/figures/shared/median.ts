/** The lower middle of an even number; null of none. */
export function median(sorted: readonly number[]): number | null {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
