/**
 * A figure's state as its part of the hash of an address: `f=lstm&v=1&t=6&force=f2@6:0`.
 *
 * Only what differs from the default is written. Reading never throws: keys nobody knows are passed over, a part that
 * cannot be read keeps its default and makes the link unreadable, which the figure says once.
 */
import { readHash } from '../../address/hash.ts';
import type { Fields } from './fields.ts';

/** Characters of one figure. */
export const longestLink = 6000;
const version = '1';

export interface Reading<S> {
  readonly state: S;
  readonly isReadable: boolean;
}

/** The figure's part of the hash; empty when everything is at its default. */
export function writeLink<S extends object>(figure: string, fields: Fields<S>, state: S): string {
  const parts = namesOf(fields)
    .map((name) => {
      const field = fields[name];
      const text = field.write(state[name]);
      return text === field.write(field.fallback) ? '' : `${field.key}=${plain(text)}`;
    })
    .filter((part) => part !== '');
  return parts.length === 0 ? '' : [`f=${figure}`, `v=${version}`, ...parts].join('&');
}

/** What a hash says about this figure; null when it is about others or about none. */
export function readLink<S extends object>(figure: string, fields: Fields<S>, hash: string): Reading<S> | null {
  const part = readHash(hash).figures.get(figure);
  if (part === undefined) return null;
  const state = defaults(fields);
  const parameters = new URLSearchParams(part);
  if (part.length > longestLink || parameters.get('v') !== version) return { state, isReadable: false };
  // A name without a value is where a link was cut off.
  let isReadable = part.split('&').every((field) => field === '' || field.includes('='));
  for (const name of namesOf(fields)) {
    const text = parameters.get(fields[name].key);
    if (text === null) continue;
    const value = fields[name].read(text);
    if (value === undefined) isReadable = false;
    else state[name] = value;
  }
  return { state, isReadable };
}

export function defaults<S extends object>(fields: Fields<S>): S {
  return Object.fromEntries(namesOf(fields).map((name) => [name, fields[name].fallback])) as S;
}

function namesOf<S extends object>(fields: Fields<S>): (keyof S)[] {
  return Object.keys(fields) as (keyof S)[];
}

/** Percent signs only where a reader could not do without: @ : , are allowed in a hash as they are. */
function plain(text: string): string {
  return encodeURIComponent(text).replace(/%(40|3A|2C)/g, (code) => decodeURIComponent(code));
}
