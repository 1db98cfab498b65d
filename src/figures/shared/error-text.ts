/** What went wrong, in the reader's words. An error carries a code and values; its own sentence is for developers. */
import { format } from './numbers.ts';
import type { ErrorTexts } from './texts.ts';

/** Parts of a network's parameters by their names in PyTorch; what none of them fits is the loss. */
const parts: readonly (readonly [name: RegExp, key: keyof ErrorTexts])[] = [
  [/weight_ih/, 'notFinite.input'],
  [/weight_hh/, 'notFinite.recurrent'],
  [/bias_[ih]h/, 'notFinite.biases'],
  [/head\./, 'notFinite.readout'],
];

type ErrorValues = Readonly<Record<string, string | number>>;

export function errorText(errors: ErrorTexts, code: string, values: ErrorValues): string {
  const key = code === 'notFinite' ? partAt(String(values['where'] ?? '')) : code;
  const template = (errors as Readonly<Record<string, string>>)[key] ?? errors.unexpected;
  return format(template, { tries: 1, update: 0, ...values });
}

function partAt(where: string): keyof ErrorTexts {
  return parts.find(([name]) => name.test(where))?.[1] ?? 'notFinite';
}
