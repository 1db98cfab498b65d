/** One recurrent layer of a case, run on the engine: forward, and back from the gradients of its states. */
import type { CellKind, StateName, States } from '../../engine/cells/contract.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import type { Matrix } from '../../engine/matrix.ts';
import { createParameters, type ParameterShape, type Parameters } from '../../engine/parameters.ts';
import type { BackwardTrace, LayerDescription, SequenceTrace } from '../../engine/sequence/contract.ts';
import { createUnrolledLayer, layerShapes } from '../../engine/sequence/unrolled.ts';
import { filled, NotOffered, named, type Tensors, toArray } from './case.ts';

/** The cells by the names that the files give them. */
const cells: Readonly<Record<string, Pick<LayerDescription, 'cell' | 'nonlinearity'>>> = {
  RNN_TANH: { cell: 'rnn', nonlinearity: 'tanh' },
  RNN_RELU: { cell: 'rnn', nonlinearity: 'relu' },
  RNNCell_tanh: { cell: 'rnn', nonlinearity: 'tanh' },
  RNNCell_relu: { cell: 'rnn', nonlinearity: 'relu' },
  RNN: { cell: 'rnn' },
  LSTM: { cell: 'lstm' },
  LSTMCell: { cell: 'lstm' },
  GRU: { cell: 'gru' },
  GRUCell: { cell: 'gru' },
};

export function cellOf(op: string): Pick<LayerDescription, 'cell' | 'nonlinearity'> & { readonly cell: CellKind } {
  const cell = cells[op];
  if (!cell) throw new NotOffered(`the operation ${op}`);
  return cell;
}

export interface Layer {
  readonly description: LayerDescription;
  readonly parameters: Parameters;
  /** What follows the parameters' names: `_l0`, or nothing. */
  readonly suffix: string;
  readonly inputs: readonly Matrix[];
  readonly initial: States | undefined;
}

/** The gradients that a loss hands to the states: of h at each step, and of the last c. */
export interface StateGradients {
  readonly dHidden: (step: number) => Matrix | null;
  readonly dFinalCell: Matrix | undefined;
}

export interface LayerRun {
  readonly trace: SequenceTrace;
  /** h_t (B, H) of each step. */
  readonly hidden: readonly Matrix[];
  readonly final: States;
  backward(from: StateGradients): { gradients: Parameters; trace: BackwardTrace };
}

export function runLayer({ description, parameters, suffix, inputs, initial }: Layer): LayerRun {
  const layer = createUnrolledLayer(description, referenceKernels, '', suffix);
  const batch = inputs[0]?.rows ?? initial?.hiddenState.rows ?? 1;
  const trace = layer.createTrace(inputs.length, batch);
  layer.forward(parameters, inputs, trace, { initial });
  return {
    trace,
    hidden: inputs.map((_, step) => trace.quantity('hiddenState', step)),
    final: trace.statesBefore(inputs.length),
    backward: ({ dHidden, dFinalCell }) => {
      const gradients = createParameters(parameters.shapes);
      const options = { dFinalCell, wantsInputGradient: true };
      return { gradients, trace: layer.backward(parameters, gradients, inputs, trace, dHidden, options) };
    },
  };
}

/** The layer's parameters, filled from the case's tensors of the same names. */
export function readLayerParameters(description: LayerDescription, suffix: string, tensors: Tensors | undefined) {
  return readParameters(layerShapes(description, '', suffix), tensors);
}

export function readParameters(shapes: readonly ParameterShape[], tensors: Tensors | undefined): Parameters {
  const parameters = createParameters(shapes);
  for (const { name } of shapes) {
    const { rows, columns, data } = parameters.get(name);
    data.set(filled(rows, columns, toArray(named(tensors, name))).data);
  }
  return parameters;
}

/** h0 and c0 as (B, H), whatever indices of length 1 the tensors carry besides; undefined when there is no h0. */
export function readInitial(inputs: Tensors | undefined, batch: number, hidden: number): States | undefined {
  const read = (name: string) => filled(batch, hidden, toArray(named(inputs, name)));
  if (!inputs?.['h0']) return undefined;
  return inputs['c0'] ? { hiddenState: read('h0'), cellState: read('c0') } : { hiddenState: read('h0') };
}

/** One of the two states. Throws when the cell does not carry it. */
export function stateOf(states: States, name: StateName): Matrix {
  const state = states[name];
  if (!state) throw new Error(`this cell has no ${name}`);
  return state;
}
