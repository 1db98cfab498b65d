/** Every label of the interface, in both languages; a key that one of them lacks does not compile. */
import en from '../../content/interface/en.json' with { type: 'json' };
import zh from '../../content/interface/zh.json' with { type: 'json' };
import type { Language } from './languages.ts';

type Key = keyof typeof en;

/** Keys that start with `Prefix` and a full stop, without both. */
export type KeyUnder<Prefix extends string> = Key extends infer K
  ? K extends `${Prefix}.${infer Rest}`
    ? Rest
    : never
  : never;

const dictionaries: Record<Language, Record<Key, string>> = { en, zh };

export function t(language: Language, key: Key): string {
  return dictionaries[language][key];
}

/** The sentence for what came out of an experiment: `outcomes.<experiment>.<word>`. */
export function outcome(language: Language, experiment: string, word: string): string {
  return worded(language, `outcomes.${experiment}.${word}`);
}

/** A text whose key is made from data; a key that nobody has worded stops the build. */
export function worded(language: Language, key: string): string {
  const text = (dictionaries[language] as Record<string, string>)[key];
  if (text === undefined) throw new Error(`content/interface/${language}.json has no "${key}"`);
  return text;
}

/** The texts of one figure, `slice('en', 'figures.stepper')`: its own keys, nothing else, to hand over as props. */
export function slice<Prefix extends string>(language: Language, prefix: Prefix): Record<KeyUnder<Prefix>, string> {
  const start = `${prefix}.`;
  const own = Object.entries(dictionaries[language]).filter(([key]) => key.startsWith(start));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(start.length), text])) as Record<
    KeyUnder<Prefix>,
    string
  >;
}
