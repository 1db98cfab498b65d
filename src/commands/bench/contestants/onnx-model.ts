/**
 * Just enough of ONNX's file format (onnx.proto, version 8 of the format) to write a model of a few nodes: Protocol
 * Buffers, that is fields of a number, a wire type (0 a number, 2 a length and bytes) and a value.
 */
import { convertBias, convertWeight } from '../../../engine/cells/conventions.ts';
import { matrixView } from '../../../engine/matrix.ts';
import { recurrentNumbers } from '../numbers.ts';
import type { ProductWork, RecurrentWork } from '../work.ts';

type Bytes = readonly number[];
const FLOAT = 1;

/** product = left right, both (n, n). */
export function productModel({ side }: ProductWork): Uint8Array {
  const square = [side, side];
  return model(
    [node('MatMul', ['left', 'right'], ['product'])],
    [],
    [value('left', square), value('right', square)],
    value('product', square),
  );
}

/** inputs (T, B, I) -> output (1, B, 1): an LSTM and a linear readout of its last hidden state. */
export function lstmModel(work: RecurrentWork): Uint8Array {
  const { hiddenSize: H, inputSize: I, steps, batch } = work;
  const { weights } = recurrentNumbers(work);
  const weight = (index: number, columns: number) =>
    convertWeight(matrixView(weights[index], 0, 4 * H, columns), 'lstm', 'pytorch', 'onnx').data;
  const bias = (index: number) => convertBias(matrixView(weights[index], 0, 1, 4 * H), 'lstm', 'pytorch', 'onnx').data;
  const hidden = attribute('hidden_size', H);
  return model(
    [
      node('LSTM', ['inputs', 'W', 'R', 'B'], ['', 'last'], [hidden]),
      node('MatMul', ['last', 'head'], ['read']),
      node('Add', ['read', 'headBias'], ['output']),
    ],
    [
      tensor('W', [1, 4 * H, I], weight(0, I)),
      tensor('R', [1, 4 * H, H], weight(1, H)),
      tensor('B', [1, 8 * H], [...bias(2), ...bias(3)]),
      tensor('head', [H, 1], weights[4]),
      tensor('headBias', [1], weights[5]),
    ],
    [value('inputs', [steps, batch, I])],
    value('output', [1, batch, 1]),
  );
}

function model(nodes: Bytes[], initializers: Bytes[], inputs: Bytes[], output: Bytes): Uint8Array {
  const graph = [
    ...nodes.flatMap((one) => bytes(1, one)),
    ...text(2, 'graph'),
    ...initializers.flatMap((one) => bytes(5, one)),
    ...inputs.flatMap((one) => bytes(11, one)),
    ...bytes(12, output),
  ];
  const operatorSet = [...text(1, ''), ...number(2, 14)];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, operatorSet)]);
}

function node(operator: string, inputs: string[], outputs: string[], attributes: Bytes[] = []): Bytes {
  const names = [...inputs.flatMap((name) => text(1, name)), ...outputs.flatMap((name) => text(2, name))];
  return [...names, ...text(4, operator), ...attributes.flatMap((one) => bytes(5, one))];
}

/** A whole number. */
function attribute(name: string, setting: number): Bytes {
  return [...text(1, name), ...number(3, setting), ...number(20, 2)];
}

function tensor(name: string, shape: number[], data: ArrayLike<number>): Bytes {
  const raw = new Uint8Array(Float32Array.from(data).buffer);
  return [...shape.flatMap((size) => number(1, size)), ...number(2, FLOAT), ...text(8, name), ...bytes(9, [...raw])];
}

function value(name: string, shape: number[]): Bytes {
  const sizes = shape.flatMap((size) => bytes(1, number(1, size)));
  return [...text(1, name), ...bytes(2, bytes(1, [...number(1, FLOAT), ...bytes(2, sizes)]))];
}

function number(field: number, setting: number): Bytes {
  return [...varint(field * 8), ...varint(setting)];
}

function bytes(field: number, content: Bytes): Bytes {
  return [...varint(field * 8 + 2), ...varint(content.length), ...content];
}

function text(field: number, words: string): Bytes {
  return bytes(field, [...Buffer.from(words)]);
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(rest: number): Bytes {
  return rest < 128 ? [rest] : [(rest % 128) + 128, ...varint(Math.floor(rest / 128))];
}
