/**
 * The LSTM line by line, and the line that each ablation changes (`lstm-variants.ts`). `_x` and `_{...}` are subscripts.
 */
import type { Part } from './types.ts';

export const lines = [
  { name: 'i', right: 'σ(W_i x_t + U_i h_{t−1} + b_i)' },
  { name: 'f', right: 'σ(W_f x_t + U_f h_{t−1} + b_f)' },
  { name: 'g', right: 'tanh(W_g x_t + U_g h_{t−1} + b_g)' },
  { name: 'o', right: 'σ(W_o x_t + U_o h_{t−1} + b_o)' },
  { name: 'c', right: 'f_t ⊙ c_{t−1} + i_t ⊙ g_t' },
  { name: 'h', right: 'o_t ⊙ tanh c_t' },
] as const;

export type LineName = (typeof lines)[number]['name'];

/** What stands in a line's place. */
export const changes: Record<Part, { readonly line: LineName; readonly right: string } | null> = {
  full: null,
  'no-input-gate': { line: 'i', right: '1' },
  'no-forget-gate': { line: 'f', right: '1' },
  'no-output-gate': { line: 'o', right: '1' },
  'no-input-activation': { line: 'g', right: 'W_g x_t + U_g h_{t−1} + b_g' },
  'no-output-activation': { line: 'h', right: 'o_t ⊙ c_t' },
  coupled: { line: 'f', right: '1 − i_t' },
};
