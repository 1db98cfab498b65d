/** What people type into a field for a value. */
import type { Forcing } from './forced.ts';

/** A number: a real minus or a hyphen, a point or a comma. */
export function readTyped(text: string): number | undefined {
  const plain = text.trim().replace(/[−–]/g, '-').replace(',', '.');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** "0.25" sets, "×0.5" scales; the sign may also be the letter x or a star, before or after the number. */
export function readForcing(text: string): { kind: Forcing; value: number } | undefined {
  const times = /^\s*[×xX*](.*)$|^(.*)[×xX*]\s*$/.exec(text);
  const value = readTyped(times?.[1] ?? times?.[2] ?? text);
  return value === undefined ? undefined : { kind: times ? 'scale' : 'set', value };
}
