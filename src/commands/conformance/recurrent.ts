/** The recurrent layers of a case, run on the engine: forward, and back from the gradients of what they give. */
import type { CellKind, StateName, States } from '../../engine/cells/contract.ts';
import type { Compute } from '../../engine/compute.ts';
import type { Matrix } from '../../engine/matrix.ts';
import { createParameters, type ParameterShape, type Parameters } from '../../engine/parameters.ts';
import type { LayerDescription } from '../../engine/sequence/contract.ts';
import { type Stack, stackLayers } from '../../engine/sequence/stack.ts';
import type { StackBackward } from '../../engine/sequence/stack-backward.ts';
import type { StackTrace } from '../../engine/sequence/stack-trace.ts';
import { NotOffered, type Tensors } from './case.ts';
import { filled, named, toArray } from './tensors.ts';

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

export interface Sequence {
  readonly stack: Stack;
  readonly parameters: Parameters;
  readonly inputs: readonly Matrix[];
  /** B, which the inputs do not tell when there are none. */
  readonly batch: number;
  /** For each layer and direction; zeros when absent. */
  readonly initial: readonly States[] | undefined;
  readonly lengths?: readonly number[] | undefined;
  /** As in the contract of a layer. */
  readonly keepsEverything?: boolean | undefined;
}

/** The gradients that a loss hands back: of each step's output, and of the final states. */
export interface OutputGradients {
  readonly dOutput: (step: number) => Matrix | null;
  readonly dFinal?: readonly Partial<States>[] | undefined;
}

export interface Run {
  readonly trace: StackTrace;
  /** (B, D * H) of each step. */
  readonly outputs: readonly Matrix[];
  /** For each layer and direction, layer 0 forward first. */
  readonly final: readonly States[];
  backward(from: OutputGradients): { gradients: Parameters; back: StackBackward };
}

export function runSequence(compute: Compute, sequence: Sequence): Run {
  const { stack, parameters, inputs, batch, initial, lengths, keepsEverything } = sequence;
  const trace = stack.createTrace(inputs.length, batch, compute.precision);
  stack.forward(parameters, inputs, trace, { initial, lengths, keepsEverything });
  return {
    trace,
    outputs: inputs.map((_, step) => trace.output(step)),
    final: trace.finalStates(),
    backward: ({ dOutput, dFinal }) => {
      const gradients = createParameters(parameters.shapes, compute.precision, compute.kernels.allocate);
      const options = { dFinal, wantsInputGradient: true };
      return { gradients, back: stack.backward(parameters, gradients, trace, dOutput, options) };
    },
  };
}

/** A single layer whose parameters carry no suffix. */
export function singleLayer(compute: Compute, description: LayerDescription): Stack {
  return stackLayers([[{ direction: 'forward', layer: compute.createLayer(description, '', '') }]]);
}

/** Parameters of these shapes, filled from the tensors of the same names. */
export function readParameters(
  compute: Compute,
  shapes: readonly ParameterShape[],
  tensors: Tensors | undefined,
): Parameters {
  const parameters = createParameters(shapes, compute.precision, compute.kernels.allocate);
  for (const { name } of shapes) {
    const { rows, columns, data } = parameters.get(name);
    data.set(filled(rows, columns, toArray(named(tensors, name)), compute.precision).data);
  }
  return parameters;
}

/** h0 and c0, (L * D, B, H) one layer and direction after the other, as states of (B, H); undefined without an h0. */
export function readInitial(
  compute: Compute,
  inputs: Tensors | undefined,
  lanes: number,
  batch: number,
  hidden: number,
): States[] | undefined {
  const size = batch * hidden;
  const read = (name: string, lane: number) =>
    filled(batch, hidden, toArray(named(inputs, name)).subarray(lane * size, (lane + 1) * size), compute.precision);
  if (!inputs?.['h0']) return undefined;
  return Array.from({ length: lanes }, (_, lane) =>
    inputs['c0'] ? { hiddenState: read('h0', lane), cellState: read('c0', lane) } : { hiddenState: read('h0', lane) },
  );
}

/** One of the two states of every layer and direction, one after the other. Throws when the cell does not carry it. */
export function statesOf(all: readonly States[], name: StateName): number[] {
  return all.flatMap((states) => {
    const state = states[name];
    if (!state) throw new Error(`this cell has no ${name}`);
    return Array.from(state.data);
  });
}
