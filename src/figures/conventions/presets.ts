/**
 * Who writes how. PyTorch: torch.nn.GRU. Keras: layers.GRU with `reset_after`. ONNX: operator GRU with
 * `linear_before_reset`. Papers: `cho2014`, equations 5 to 8; `chung2014`, section 3.2 (references.bib); neither writes
 * biases or stacks weights. The article is the source's S4-E9 and S4-E11.
 */
import type { ConventionState, WrittenCell } from './types.ts';

type Written = Omit<ConventionState, 'cell'>;

const gru = {
  pytorch: { letters: 'pytorch', update: 'keeps', reset: 'after', order: 'pytorch', biases: 'two' },
  keras: { letters: 'keras', update: 'keeps', reset: 'after', order: 'keras', biases: 'two' },
  'keras-before': { letters: 'keras', update: 'keeps', reset: 'before', order: 'keras', biases: 'one' },
  onnx: { letters: 'onnx', update: 'keeps', reset: 'before', order: 'onnx', biases: 'two' },
  'onnx-after': { letters: 'onnx', update: 'keeps', reset: 'after', order: 'onnx', biases: 'two' },
  cho2014: { letters: 'paper', update: 'keeps', reset: 'before', order: 'pytorch', biases: 'one' },
  chung2014: { letters: 'paper', update: 'takes', reset: 'before', order: 'pytorch', biases: 'one' },
  article: { letters: 'article', update: 'takes', reset: 'before', order: 'pytorch', biases: 'one' },
} as const satisfies Record<string, Written>;

const lstm = {
  pytorch: { letters: 'pytorch', order: 'pytorch', biases: 'two' },
  keras: { letters: 'keras', order: 'keras', biases: 'one' },
  onnx: { letters: 'onnx', order: 'onnx', biases: 'two' },
} as const satisfies Record<string, Partial<Written>>;

export type PresetName = keyof typeof gru;

export const presetsOf: Readonly<Record<WrittenCell, Readonly<Partial<Record<PresetName, Partial<Written>>>>>> = {
  gru,
  lstm,
};

/** Who writes just so; null for a mixture that nobody writes. */
export function presetOf(state: ConventionState): PresetName | null {
  const found = Object.entries(presetsOf[state.cell]).find(([, preset]) =>
    Object.entries(preset).every(([name, value]) => state[name as keyof Written] === value),
  );
  return (found?.[0] as PresetName | undefined) ?? null;
}
