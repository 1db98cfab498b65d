/**
 * The kinds of field that a figure's state is made of. Each knows its key in a link, its default, and how to be written
 * and read; what is read is inside the declared range or `undefined`.
 */

export interface Field<T> {
  readonly key: string;
  readonly fallback: T;
  write(value: T): string;
  read(text: string): T | undefined;
}

/** One table: a field for every part of the state. */
export type Fields<S> = { readonly [K in keyof S]: Field<S[K]> };

interface Range<T> {
  readonly from: number;
  readonly to: number;
  readonly fallback: T;
}

export function integer(key: string, { from, to, fallback }: Range<number>): Field<number> {
  return { key, fallback, write: String, read: (text) => readInteger(text, from, to) };
}

export function decimal(key: string, { from, to, fallback }: Range<number>): Field<number> {
  return { key, fallback, write: String, read: (text) => readDecimal(text, from, to) };
}

export function choice<T extends string>(key: string, options: readonly T[], fallback: T): Field<T> {
  return { key, fallback, write: (value) => value, read: (text) => options.find((option) => option === text) };
}

/** Letters of an alphabet, between `least` and `most` of them. */
export function letters(key: string, alphabet: string, least: number, most: number, fallback: string): Field<string> {
  const known = (text: string) => [...text].every((letter) => alphabet.includes(letter));
  return {
    key,
    fallback,
    write: (value) => value,
    read: (text) => (text.length >= least && text.length <= most && known(text) ? text : undefined),
  };
}

/**
 * At most `most` items, joined by commas; one unreadable item makes the list unreadable. There is room for one item in
 * each place: of several the last counts.
 */
export function list<T>(
  key: string,
  item: { write(value: T): string; read(text: string): T | undefined; placeOf(value: T): string },
  most: number,
): Field<readonly T[]> {
  return {
    key,
    fallback: [],
    write: (values) => values.map(item.write).join(','),
    read(text) {
      const parts = text.split(',', most + 1);
      const values = parts.map(item.read).filter((value) => value !== undefined);
      if (parts.length > most || values.length < parts.length) return undefined;
      return [...new Map(values.map((value) => [item.placeOf(value), value])).values()];
    },
  };
}

/** A whole number in ASCII digits, in the range. */
export function readInteger(text: string, from: number, to: number): number | undefined {
  return /^-?\d{1,16}$/.test(text) ? inside(Number(text), from, to) : undefined;
}

/** A decimal number in ASCII digits, without exponent, in the range. */
export function readDecimal(text: string, from: number, to: number): number | undefined {
  return /^-?\d{1,6}(\.\d{1,6})?$/.test(text) ? inside(Number(text), from, to) : undefined;
}

function inside(value: number, from: number, to: number): number | undefined {
  return value >= from && value <= to ? value + 0 : undefined;
}
