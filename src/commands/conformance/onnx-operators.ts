/** onnx_ops: those plain operators and losses of ONNX that the engine is made of; forward only. */
import type { Activation } from '../../engine/kernels/contract.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { logSoftmax, softmax } from '../../engine/losses.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import { alongAxis, type Case, NotOffered, named, toMatrix } from './case.ts';
import type { Checks } from './checks.ts';
import { crossEntropy } from './losses.ts';

type Results = Readonly<Record<string, ArrayLike<number>>>;

export function checkOnnxOperator(testCase: Case, checks: Checks): void {
  const run = operators[testCase.op];
  if (!run) throw new NotOffered(reasons[testCase.op] ?? `the operation ${testCase.op.toLowerCase()}`);
  const results = run(testCase);
  checks.all(testCase.outputs, (name) => results[name] ?? []);
}

const reasons: Readonly<Record<string, string>> = {
  Adagrad: "ONNX's own formula of Adagrad",
  Adam: "ONNX's own formula of Adam",
  Momentum: "ONNX's own formula of momentum",
  Gather: 'an embedding',
  NegativeLogLikelihoodLoss: 'negative log-likelihood from log-probabilities',
};

const operators: Readonly<Record<string, (testCase: Case) => Results>> = {
  Sigmoid: activation('sigmoid'),
  Tanh: activation('tanh'),
  Relu: activation('relu'),
  Softmax: rowOperator(softmax),
  LogSoftmax: rowOperator(logSoftmax),
  SoftmaxCrossEntropyLoss: crossEntropyLoss,
  MatMul: ({ inputs }) => ({ c: product(toMatrix(named(inputs, 'a')), toMatrix(named(inputs, 'b')), 'multiply').data }),
  Gemm: gemm,
};

function activation(kind: Activation): (testCase: Case) => Results {
  return ({ inputs }) => {
    const x = toMatrix(named(inputs, 'x'));
    const y = createMatrix(x.rows, x.columns);
    referenceKernels.activate(y, x, 0, kind);
    return { y: y.data };
  };
}

function rowOperator(forward: (out: Matrix, input: Matrix) => void): (testCase: Case) => Results {
  return ({ inputs, attributes }) => {
    const { rows, back } = alongAxis(named(inputs, 'x'), Number(attributes?.['axis'] ?? -1));
    const y = createMatrix(rows.rows, rows.columns);
    forward(y, rows);
    return { y: back(y) };
  };
}

function crossEntropyLoss({ inputs, attributes }: Case): Results {
  if (inputs?.['w']) throw new NotOffered('class weights');
  const { losses } = crossEntropy(inputs, 'x', 'y', attributes ?? {});
  const { rows, back } = alongAxis(named(inputs, 'x'), 1);
  const logProbabilities = createMatrix(rows.rows, rows.columns);
  logSoftmax(logProbabilities, rows);
  return { z: losses, log_prob: back(logProbabilities) };
}

/** alpha a b + beta c with alpha = beta = 1, one of the two turned at most, and a row c for every row of the result. */
function gemm({ inputs, attributes = {} }: Case): Results {
  const { alpha = 1, beta = 1, transA = 0, transB = 0 } = attributes;
  if (alpha !== 1 || beta !== 1) throw new NotOffered('a product scaled by a factor');
  if (transA && transB) throw new NotOffered('a product of two turned matrices');
  const kind = transA ? 'transposedMultiply' : transB ? 'multiplyTransposed' : 'multiply';
  const y = product(toMatrix(named(inputs, 'a')), toMatrix(named(inputs, 'b')), kind);
  const row = inputs?.['c'];
  if (row) referenceKernels.addRow(y, toMatrix(row));
  return { y: y.data };
}

function product(a: Matrix, b: Matrix, kind: 'multiply' | 'multiplyTransposed' | 'transposedMultiply'): Matrix {
  const rows = kind === 'transposedMultiply' ? a.columns : a.rows;
  const y = createMatrix(rows, kind === 'multiplyTransposed' ? b.rows : b.columns);
  referenceKernels[kind](y, a, b, 'replace');
  return y;
}
