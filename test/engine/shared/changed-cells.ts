/** Cells with one thing or another switched on, by what they are. */
import type { CellVariant } from '../../../src/engine/cells/variants.ts';
import type { Kind } from './runs.ts';

export const lstm = (variant: CellVariant): Kind => ({ cell: 'lstm', variant });
export const gru = (variant: CellVariant, reset: 'after' | 'before' = 'after'): Kind => ({
  cell: 'gru',
  reset,
  variant,
});
export const changed: readonly [string, Kind][] = [
  ['an LSTM with peepholes', lstm({ peepholes: true })],
  ['an LSTM with coupled gates', lstm({ coupled: true })],
  ['an LSTM with coupled gates and peepholes', lstm({ coupled: true, peepholes: true })],
  ['an LSTM without an input gate', lstm({ without: ['inputGate'] })],
  ['an LSTM without a forget gate', lstm({ without: ['forgetGate'] })],
  ['an LSTM without an output gate', lstm({ without: ['outputGate'] })],
  ['an LSTM without an output gate, with peepholes', lstm({ without: ['outputGate'], peepholes: true })],
  ['an LSTM without input activation', lstm({ candidate: 'identity' })],
  ['an LSTM without output activation', lstm({ shown: 'identity' })],
  ['an LSTM with scaled tanhs', lstm({ candidate: { name: 'scaledTanh', alpha: 2, beta: 0.5 }, shown: 'softplus' })],
  ['an LSTM with hard gates', lstm({ gates: { name: 'hardSigmoid', alpha: 0.25, beta: 0.5 } })],
  ['an LSTM with clipped sums and peepholes', lstm({ clip: 0.75, peepholes: true })],
  ['a GRU whose update gate takes', gru({ update: 'takes' })],
  ['a GRU whose update gate takes, reset before', gru({ update: 'takes' }, 'before')],
  ['a GRU with leaky gates', gru({ gates: { name: 'leakyRelu', alpha: 0.5 }, candidate: 'sigmoid' })],
  ['a GRU with clipped sums', gru({ clip: 0.75 })],
  ['a GRU with clipped sums, reset before', gru({ clip: 0.75 }, 'before')],
  ['a sigmoid RNN', { cell: 'rnn', variant: { candidate: 'sigmoid' } }],
  ['a linear RNN with clipped sums', { cell: 'rnn', variant: { candidate: 'identity', clip: 0.9 } }],
];
