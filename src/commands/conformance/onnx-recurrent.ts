/** onnx_rnn and onnxruntime_rnn: the RNN, GRU and LSTM operators of ONNX, in ONNX's order of gates. */
import { type Convention, convertBias, convertWeight, DEFAULT_RESET } from '../../engine/cells/conventions.ts';
import { type Matrix, matrixView } from '../../engine/matrix.ts';
import { createParameters } from '../../engine/parameters.ts';
import type { LayerDescription } from '../../engine/sequence/contract.ts';
import { layerShapes } from '../../engine/sequence/unrolled.ts';
import { type Case, filled, fromSteps, NotOffered, named, type Tensors, toArray, toSteps } from './case.ts';
import type { Checks } from './checks.ts';
import { cellOf, readInitial, runLayer, stateOf } from './recurrent.ts';

interface OnnxAttributes {
  readonly hidden_size: number;
  readonly direction?: string;
  readonly activations?: readonly string[];
  readonly clip?: number;
  readonly input_forget?: number;
  readonly layout?: number;
  readonly linear_before_reset?: number;
}

const FROM: Convention = 'onnx';

export function checkOnnxRecurrent({ op, attributes, inputs, outputs }: Case, checks: Checks): void {
  const settings = attributes as unknown as OnnxAttributes;
  const batchFirst = settings.layout === 1;
  const sequence = toSteps(named(inputs, 'X'), batchFirst);
  refuseUnknown(op, settings, inputs, sequence.length);

  const description: LayerDescription = {
    ...cellOf(op),
    inputSize: sequence[0].columns,
    hiddenSize: settings.hidden_size,
    bias: inputs?.['B'] !== undefined,
    reset: settings.linear_before_reset === 1 ? 'after' : DEFAULT_RESET.onnx,
  };
  const run = runLayer({
    description,
    parameters: readWeights(description, inputs),
    suffix: '',
    inputs: sequence,
    initial: readStates(inputs, sequence[0].rows, settings.hidden_size),
  });
  checks.all(outputs, (name) => {
    if (name === 'Y') return fromSteps(run.hidden, batchFirst);
    if (name === 'Y_h') return run.final.hiddenState.data;
    if (name === 'Y_c') return stateOf(run.final, 'cellState').data;
    throw new Error(`${op} has no output called ${name}`);
  });
}

const defaults: Readonly<Record<string, readonly string[]>> = {
  RNN: ['Tanh'],
  GRU: ['Sigmoid', 'Tanh'],
  LSTM: ['Sigmoid', 'Tanh', 'Tanh'],
};

function refuseUnknown(op: string, settings: OnnxAttributes, inputs: Tensors | undefined, steps: number): void {
  const { direction = 'forward', activations = defaults[op] ?? [], clip, input_forget } = settings;
  if (direction === 'bidirectional') throw new NotOffered('both directions');
  if (direction !== 'forward') throw new NotOffered('the reverse direction');
  if (activations.join() !== defaults[op]?.join()) throw new NotOffered('other activations');
  if (input_forget) throw new NotOffered('coupled input and forget gates');
  if (clip !== undefined) throw new NotOffered('sums clipped before their activation');
  if (inputs?.['P']) throw new NotOffered('peepholes');
  const lengths = inputs?.['sequence_lens'];
  if (lengths?.data.some((length) => length !== steps)) throw new NotOffered('rows of different lengths');
}

function readWeights(description: LayerDescription, inputs: Tensors | undefined) {
  const { cell, bias } = description;
  const parameters = createParameters(layerShapes(description, '', ''));
  const fill = (name: string, convert: typeof convertWeight, source: (shape: Matrix) => Matrix) => {
    const target = parameters.get(name);
    target.data.set(convert(source(target), cell, FROM, 'pytorch').data);
  };
  const whole = (name: string) => (shape: Matrix) => filled(shape.rows, shape.columns, toArray(named(inputs, name)));
  // The input's biases, then the recurrent ones.
  const half = (index: number) => (shape: Matrix) =>
    matrixView(toArray(named(inputs, 'B')), index * shape.columns, 1, shape.columns);
  fill('weight_ih', convertWeight, whole('W'));
  fill('weight_hh', convertWeight, whole('R'));
  if (bias) {
    fill('bias_ih', convertBias, half(0));
    fill('bias_hh', convertBias, half(1));
  }
  return parameters;
}

/** ONNX's names for h0 and c0. Either may be absent, and is then zeros. */
function readStates(inputs: Tensors | undefined, batch: number, hidden: number) {
  const { initial_h: h0, initial_c: c0 } = inputs ?? {};
  if (!h0 && !c0) return undefined;
  const given = (h0 ?? c0) as NonNullable<typeof h0>;
  const zeros = { ...given, data: given.data.map(() => 0) };
  return readInitial({ h0: h0 ?? zeros, c0: c0 ?? zeros }, batch, hidden);
}
