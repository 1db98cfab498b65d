/** onnx_ops: those plain operators and losses of ONNX that the engine is made of; forward only. */
import { type SquashingChoice, type SquashingName, squash, squashing } from '../../engine/cells/activations.ts';
import type { Compute } from '../../engine/compute.ts';
import { embeddingForward } from '../../engine/layers/embedding.ts';
import { logSoftmax, softmax } from '../../engine/losses.ts';
import { createMatrix, type Matrix, zerosLike } from '../../engine/matrix.ts';
import { createParameters } from '../../engine/parameters.ts';
import { type Case, NotOffered } from './case.ts';
import type { Checks } from './checks.ts';
import { classLoss } from './losses.ts';
import { alongAxis, named, toArray, toMatrix } from './tensors.ts';

type Results = Readonly<Record<string, ArrayLike<number>>>;
type Operator = (testCase: Case, compute: Compute) => Results;

export function checkOnnxOperator(testCase: Case, checks: Checks, compute: Compute): void {
  const run = operators[testCase.op];
  if (!run) throw new NotOffered(reasons[testCase.op] ?? `the operation ${testCase.op.toLowerCase()}`);
  const results = run(testCase, compute);
  checks.all(testCase.outputs, (name) => results[name] ?? []);
}

const reasons: Readonly<Record<string, string>> = {
  Adagrad: "ONNX's own formula of Adagrad, which decays as it goes; the engine has PyTorch's",
  Adam: "ONNX's own formula of Adam, with its decay after the step; the engine has PyTorch's",
  Momentum: "ONNX's own formula of momentum, with its decay inside; the engine has PyTorch's",
};

const operators: Readonly<Record<string, Operator>> = {
  Sigmoid: squashed('sigmoid'),
  Tanh: squashed('tanh'),
  Relu: squashed('relu'),
  LeakyRelu: squashed('leakyRelu'),
  HardSigmoid: squashed('hardSigmoid'),
  Softplus: squashed('softplus'),
  Softmax: rowOperator(softmax),
  LogSoftmax: rowOperator(logSoftmax),
  SoftmaxCrossEntropyLoss: crossEntropyLoss,
  NegativeLogLikelihoodLoss: logLikelihoodLoss,
  Gather: gather,
  MatMul: ({ inputs }, compute) => {
    const [a, b] = ['a', 'b'].map((name) => toMatrix(named(inputs, name), compute.precision));
    return { c: product(compute, a, b, 'multiply').data };
  },
  Gemm: gemm,
};

function squashed(name: SquashingName): Operator {
  return ({ inputs, attributes }, { precision }) => {
    const x = toMatrix(named(inputs, 'x'), precision);
    const y = zerosLike(x);
    squash(y, x, squashing({ name, ...(attributes as Partial<Exclude<SquashingChoice, string>>) }));
    return { y: y.data };
  };
}

function rowOperator(forward: (out: Matrix, input: Matrix) => void): Operator {
  return ({ inputs, attributes }, { precision }) => {
    const { rows, back } = alongAxis(named(inputs, 'x'), Number(attributes?.['axis'] ?? -1), precision);
    const y = zerosLike(rows);
    forward(y, rows);
    return { y: back(y) };
  };
}

function crossEntropyLoss({ inputs, attributes = {} }: Case, { precision }: Compute): Results {
  const tensors = { scores: 'x', target: 'y', weight: 'w', areLogarithms: false };
  const { losses } = classLoss(inputs, { ...tensors, settings: attributes, precision });
  const { rows, back } = alongAxis(named(inputs, 'x'), 1, precision);
  const logProbabilities = zerosLike(rows);
  logSoftmax(logProbabilities, rows);
  return { z: losses, log_prob: back(logProbabilities) };
}

function logLikelihoodLoss({ inputs, attributes = {} }: Case, { precision }: Compute): Results {
  const tensors = { scores: 'input', target: 'target', weight: 'weight', areLogarithms: true };
  return { loss: classLoss(inputs, { ...tensors, settings: attributes, precision }).losses };
}

/** The rows of a table, all indices after the first together, that the indices name: an embedding. */
function gather({ inputs, attributes }: Case, { precision }: Compute): Results {
  if (attributes?.['axis'] !== 0) throw new NotOffered('picking columns; an embedding picks rows');
  const { shape, ...rest } = named(inputs, 'data');
  const size = shape.slice(1).reduce((count, length) => count * length, 1);
  const table = toMatrix({ ...rest, shape: [shape[0], size] }, precision);
  const parameters = createParameters([{ name: 'weight', shape: [table.rows, table.columns] }], precision);
  parameters.data.set(table.data);
  const words = toArray(named(inputs, 'indices'));
  const y = createMatrix(words.length, table.columns, precision);
  embeddingForward(parameters, '', words, y);
  return { y: y.data };
}

/** alpha a b + beta c with alpha = beta = 1, one of the two turned at most, and a row c for every row of the result. */
function gemm({ inputs, attributes = {} }: Case, compute: Compute): Results {
  const { alpha = 1, beta = 1, transA = 0, transB = 0 } = attributes;
  if (alpha !== 1 || beta !== 1) throw new NotOffered('a product scaled by a factor, which no layer here has');
  if (transA && transB) throw new NotOffered('a product of two turned matrices, which no layer here has');
  const kind = transA ? 'transposedMultiply' : transB ? 'multiplyTransposed' : 'multiply';
  const [a, b] = ['a', 'b'].map((name) => toMatrix(named(inputs, name), compute.precision));
  const y = product(compute, a, b, kind);
  const row = inputs?.['c'];
  if (row) compute.kernels.addRow(y, toMatrix(row, compute.precision));
  return { y: y.data };
}

function product(
  { kernels, precision }: Compute,
  a: Matrix,
  b: Matrix,
  kind: 'multiply' | 'multiplyTransposed' | 'transposedMultiply',
): Matrix {
  const rows = kind === 'transposedMultiply' ? a.columns : a.rows;
  const y = createMatrix(rows, kind === 'multiplyTransposed' ? b.rows : b.columns, precision);
  kernels[kind](y, a, b, 'replace');
  return y;
}
