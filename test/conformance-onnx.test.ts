/** The ONNX families without ONNX's files: PyTorch's own numbers, written as ONNX would write them. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Case, Tensor } from '../src/commands/conformance/case.ts';
import { readCaseFiles } from '../src/commands/conformance/folders.ts';
import { describeDirection, directionsOf } from '../src/commands/conformance/onnx-attributes.ts';
import { runFile } from '../src/commands/conformance/run.ts';
import { named, toArray } from '../src/commands/conformance/tensors.ts';
import { convertBias, convertWeight } from '../src/engine/cells/conventions.ts';
import { createMatrix } from '../src/engine/matrix.ts';

const folder = join(import.meta.dirname, 'fixtures', 'conformance');
const cases = readCaseFiles(folder).flatMap((file) => file.cases);
const fromTorch = [
  'LSTM/L1_bias_bidir_h0_I2H3T4B2/f64',
  'LSTM/lens2-4-3_L1_bidir_h0/f64',
  'GRU/L1_bias_bidir_h0_I2H3T4B2/f64',
  'GRU/lens5-3-1_L1_h0/f64',
  'RNN_TANH/lens2-4-3_L1_bidir_h0/f64',
];

describe('an ONNX case made from a case of PyTorch', () => {
  test.each(fromTorch)('%s passes', (name) => {
    const { verdicts } = runFile({ family: 'onnx_rnn', cases: [asOnnx(name)] });
    expect(verdicts).toMatchObject([{ state: 'passed' }]);
  });

  test.each(fromTorch)('%s fails with its gates in another order', (name) => {
    const onnx = asOnnx(name);
    const { W } = onnx.inputs as Record<string, Tensor>;
    const turned = { ...onnx, inputs: { ...onnx.inputs, W: { ...W, data: [...W.data].reverse() } } };
    expect(runFile({ family: 'onnx_rnn', cases: [turned] }).verdicts).toMatchObject([{ state: 'failed' }]);
  });

  test.each(fromTorch.slice(0, 3))('%s passes with the batch first', (name) => {
    const onnx = asOnnx(name);
    const { X, ...inputs } = onnx.inputs as Record<string, Tensor>;
    const { Y, Y_h, Y_c } = onnx.outputs as Record<string, Tensor>;
    const [T, D, B, H] = Y.shape;
    const states = (tensor: Tensor) => transposed(tensor, [D, B, H], [1, 0, 2]);
    const batchFirst: Case = {
      ...onnx,
      attributes: { ...onnx.attributes, layout: 1 },
      inputs: { ...inputs, X: transposed(X, X.shape, [1, 0, 2]) },
      outputs: {
        Y: transposed(Y, [T, D, B, H], [2, 0, 1, 3]),
        Y_h: states(Y_h),
        ...(Y_c && { Y_c: states(Y_c) }),
      },
    };
    expect(runFile({ family: 'onnx_rnn', cases: [batchFirst] }).verdicts).toMatchObject([{ state: 'passed' }]);
  });
});

describe('the attributes of ONNX', () => {
  const describeOne = (op: string, attributes: object, inputs = {}, k = 0) =>
    describeDirection(op, { hidden_size: 2, ...attributes }, inputs, 3, k);

  test('that say what the plain cell does anyway mean the plain cell', () => {
    const said = { activations: ['Sigmoid', 'Tanh', 'Tanh'], input_forget: 0 };
    expect(describeOne('LSTM', said)).not.toHaveProperty('variant');
    expect(describeOne('GRU', {}).reset).toBe('before');
    expect(describeOne('GRU', { linear_before_reset: 1 }).reset).toBe('after');
  });

  test('hand alphas and betas out in order, to the functions that take them', () => {
    const attributes = {
      direction: 'bidirectional',
      activations: ['LeakyRelu', 'Tanh', 'Sigmoid', 'ScaledTanh'],
      activation_alpha: [0.5, 2],
      activation_beta: [3],
    };
    expect(describeOne('GRU', attributes, {}, 0).variant).toEqual({ gates: { name: 'leakyRelu', alpha: 0.5 } });
    const second = { candidate: { name: 'scaledTanh', alpha: 2, beta: 3 } };
    expect(describeOne('GRU', attributes, {}, 1).variant).toEqual(second);
  });

  test('name what else an LSTM may have', () => {
    const P = { dtype: 'float32', shape: [1, 6], data: [1, 2, 3, 4, 5, 6] };
    const { variant } = describeOne('LSTM', { clip: 0.5, input_forget: 1, activations: ['Relu'] }, { P });
    expect(variant).toEqual({ gates: 'relu', clip: 0.5, coupled: true, peepholes: true });
  });

  test('name the directions', () => {
    expect(directionsOf({ hidden_size: 1 })).toEqual(['forward']);
    expect(directionsOf({ hidden_size: 1, direction: 'reverse' })).toEqual(['reverse']);
    expect(directionsOf({ hidden_size: 1, direction: 'bidirectional' })).toEqual(['forward', 'reverse']);
  });

  test('that nobody offers skip the case by name', () => {
    const onnx = asOnnx(fromTorch[0]);
    const odd = { ...onnx, attributes: { ...onnx.attributes, activations: ['Softsign', 'Tanh', 'Tanh'] } };
    const { verdicts } = runFile({ family: 'onnx_rnn', cases: [odd] });
    expect(verdicts).toMatchObject([{ state: 'skipped', reason: 'the activation Softsign' }]);
  });
});

/** The forward half of a case of torch_layers or torch_varlen with one layer, as an ONNX node. */
function asOnnx(name: string): Case {
  const torch = cases.find((one) => one.name === name) as Case;
  const { op, attributes, inputs, params, outputs } = torch;
  const { hidden_size: H, bidirectional } = attributes as { hidden_size: number; bidirectional: boolean };
  const cell = op === 'LSTM' ? 'lstm' : op === 'GRU' ? 'gru' : 'rnn';
  const suffixes = bidirectional ? ['_l0', '_l0_reverse'] : ['_l0'];
  const D = suffixes.length;
  const stacked = (names: readonly string[], convert: typeof convertWeight): Tensor => {
    const data = suffixes.flatMap((suffix) =>
      names.flatMap((one) => {
        const { shape, ...rest } = named(params, `${one}${suffix}`);
        const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape;
        const matrix = createMatrix(rows, columns);
        matrix.data.set(toArray({ shape, ...rest }));
        return Array.from(convert(matrix, cell, 'pytorch', 'onnx').data);
      }),
    );
    return { dtype: 'float64', shape: [D, data.length / D], data };
  };
  const output = named(outputs, 'output');
  const [T, B] = output.shape;
  const present = (key: string, tensor: Tensor | undefined) => (tensor ? { [key]: tensor } : {});
  return {
    name,
    op: cell.toUpperCase(),
    dtype: 'float64',
    tolerance: 1e-10,
    attributes: { hidden_size: H, direction: bidirectional ? 'bidirectional' : 'forward', linear_before_reset: 1 },
    inputs: {
      X: named(inputs, 'input'),
      W: stacked(['weight_ih'], convertWeight),
      R: stacked(['weight_hh'], convertWeight),
      B: stacked(['bias_ih', 'bias_hh'], convertBias),
      ...present('initial_h', inputs?.['h0']),
      ...present('initial_c', inputs?.['c0']),
      ...present('sequence_lens', inputs?.['lengths']),
    },
    outputs: {
      Y: transposed({ ...output, shape: [T, B, D, H] }, [T, B, D, H], [0, 2, 1, 3]),
      Y_h: named(outputs, 'h_n'),
      ...present('Y_c', outputs?.['c_n']),
    },
  };
}

/** The tensor, of this shape, with its indices in another order. */
function transposed({ dtype, data }: Tensor, shape: readonly number[], order: readonly number[]): Tensor {
  const turned = order.map((axis) => shape[axis]);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const moved = data.map((_, flat) => {
    let [rest, from] = [flat, 0];
    for (let place = turned.length - 1; place >= 0; place -= 1) {
      from += (rest % turned[place]) * strides[order[place]];
      rest = Math.floor(rest / turned[place]);
    }
    return data[from];
  });
  return { dtype, shape: turned, data: moved };
}
