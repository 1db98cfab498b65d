/** The words of a figure: its slice of the dictionary, handed over by its door. */
import type { KeyUnder } from '../../i18n/dictionary.ts';

export type Texts<Prefix extends string> = Readonly<Record<KeyUnder<Prefix>, string>>;
export type SharedTexts = Texts<'figures.shared'>;
export type ErrorTexts = Texts<'errors'>;
