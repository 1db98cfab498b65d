/** The files of the project that figures show as their code. */
import { readFileSync } from 'node:fs';

const files = {
  rnn: 'src/engine/cells/rnn.ts',
  gru: 'src/engine/cells/gru.ts',
  lstm: 'src/engine/cells/lstm.ts',
  trainer: 'src/training/trainer.ts',
  speeds: 'src/worker/measure-speeds.ts',
  fading: 'src/experiments/fading.ts',
  forgetting: 'src/experiments/forgetting.ts',
  original: 'src/training/original.ts',
  variants: 'src/engine/cells/lstm-variants.ts',
  initialize: 'src/training/initialize.ts',
  writing: 'src/engine/writing.ts',
} as const;

export function loadCode(): { id: string; file: string; text: string }[] {
  return Object.entries(files).map(([id, file]) => ({ id, file, text: readFileSync(file, 'utf8') }));
}
