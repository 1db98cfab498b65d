/** Rates as they are printed: three digits or so, for a measurement is right to a few per cent. */
import { formatNumber } from '../shared/numbers.ts';

export function formatRate(rate: number): string {
  // On a device that was held up: 0.0045, not 0.00.
  const small = rate < 0.1 ? 1 - Math.floor(Math.log10(rate)) : 2;
  return formatNumber(rate, rate >= 100 ? 0 : rate >= 10 ? 1 : small);
}

/** 0.5, 1, 20, 10,000: an axis says no more than it must. */
export function formatTick(tick: number): string {
  return tick < 1 ? String(tick) : formatNumber(tick, 0);
}
