/** torch_ops: single operators with the gradient of sum(result * upstream). */
import { type SquashingName, squash, squashBack, squashing } from '../../engine/cells/activations.ts';
import type { Compute } from '../../engine/compute.ts';
import { embeddingBackward, embeddingForward, embeddingShapes } from '../../engine/layers/embedding.ts';
import { linearBackward, linearForward, linearShapes } from '../../engine/layers/linear.ts';
import { logSoftmax, logSoftmaxBackward, softmax, softmaxBackward } from '../../engine/losses.ts';
import { createMatrix, type Matrix, zerosLike } from '../../engine/matrix.ts';
import { createParameters } from '../../engine/parameters.ts';
import { type Case, NotOffered, type Tensor } from './case.ts';
import type { Checks } from './checks.ts';
import { readParameters } from './recurrent.ts';
import { squashedInCell } from './squashed-in-cell.ts';
import { alongAxis, named, toArray, toMatrix, zeros } from './tensors.ts';

export interface Result {
  readonly y: ArrayLike<number>;
  readonly grads: Readonly<Record<string, ArrayLike<number>>>;
}

export function checkOperator(testCase: Case, checks: Checks, compute: Compute): void {
  const run = operators[testCase.op];
  if (!run) throw new NotOffered(`the operation ${testCase.op}`);
  const { upstream } = testCase;
  if (!upstream) throw new Error('the case has no upstream gradient');
  for (const { y, grads } of run(testCase, upstream, compute)) {
    checks.tensor('y', y, named(testCase.outputs, 'y'));
    checks.all(testCase.grads, (name) => grads[name] ?? []);
  }
}

/** Every way in which the engine has the operator. */
type Operator = (testCase: Case, upstream: Tensor, compute: Compute) => readonly Result[];

const operators: Readonly<Record<string, Operator>> = {
  softmax: rowOperator(softmax, softmaxBackward),
  log_softmax: rowOperator(logSoftmax, logSoftmaxBackward),
  tanh: squashed('tanh'),
  relu: squashed('relu'),
  sigmoid: squashed('sigmoid'),
  softplus: squashed('softplus'),
  log_sigmoid: logSigmoid,
  linear,
  matmul,
  embedding,
};

function rowOperator(
  forward: (out: Matrix, input: Matrix) => void,
  backward: (dInput: Matrix, output: Matrix, dOutput: Matrix) => void,
): Operator {
  return ({ inputs, attributes }, upstream, { precision }) => {
    const axis = Number(attributes?.['dim'] ?? -1);
    const { rows, back } = alongAxis(named(inputs, 'x'), axis, precision);
    const [y, dx] = zeros(rows, rows);
    forward(y, rows);
    backward(dx, y, alongAxis(upstream, axis, precision).rows);
    return [{ y: back(y), grads: { x: back(dx) } }];
  };
}

/** As a variant of a cell may choose it, and as the plain cells have it. */
function squashed(name: SquashingName): Operator {
  return ({ inputs }, upstream, compute) => {
    const [x, dY] = [named(inputs, 'x'), upstream].map((tensor) => toMatrix(tensor, compute.precision));
    const [y, dX] = zeros(x, x);
    squash(y, x, squashing(name));
    squashBack(dX, dY, x, y, squashing(name));
    const chosen = { y: y.data, grads: { x: dX.data } };
    return name === 'softplus' ? [chosen] : [chosen, squashedInCell(name, x, dY, compute)];
  };
}

/** log sigmoid(x) = -softplus(-x): what binary cross-entropy from logits is made of. */
function logSigmoid({ inputs }: Case, upstream: Tensor, { precision }: Compute): Result[] {
  const [x, dY] = [named(inputs, 'x'), upstream].map((tensor) => toMatrix(tensor, precision));
  const negative = zerosLike(x);
  for (let k = 0; k < x.data.length; k += 1) negative.data[k] = -x.data[k];
  const [y, dX] = zeros(x, x);
  squash(y, negative, squashing('softplus'));
  squashBack(dX, dY, negative, y, squashing('softplus'));
  return [{ y: y.data.map((value) => -value), grads: { x: dX.data } }];
}

/** Leading indices are rows. */
function linear({ inputs }: Case, upstream: Tensor, compute: Compute): Result[] {
  const { kernels, precision } = compute;
  const [x, weight] = ['x', 'weight'].map((name) => toMatrix(named(inputs, name), precision));
  const hasBias = inputs?.['bias'] !== undefined;
  const shapes = linearShapes(x.columns, weight.rows, '', hasBias);
  const parameters = readParameters(compute, shapes, inputs);
  const gradients = createParameters(shapes, precision, kernels.allocate);
  const [y, dx] = [createMatrix(x.rows, weight.rows, precision), zerosLike(x)];
  linearForward(kernels, parameters, '', x, y);
  linearBackward(kernels, parameters, gradients, '', x, toMatrix(upstream, precision), dx);
  const bias = hasBias ? gradients.get('bias').data : [];
  return [{ y: y.data, grads: { x: dx.data, weight: gradients.get('weight').data, bias } }];
}

function matmul({ inputs }: Case, upstream: Tensor, { kernels, precision }: Compute): Result[] {
  const [a, b, dy] = [named(inputs, 'a'), named(inputs, 'b'), upstream].map((tensor) => toMatrix(tensor, precision));
  const [y, da, db] = zeros(dy, a, b);
  kernels.multiply(y, a, b, 'replace');
  kernels.multiplyTransposed(da, dy, b, 'replace');
  kernels.transposedMultiply(db, a, dy, 'replace');
  return [{ y: y.data, grads: { a: da.data, b: db.data } }];
}

function embedding({ inputs, attributes }: Case, upstream: Tensor, compute: Compute): Result[] {
  const { kernels, precision } = compute;
  const [vocabulary, size] = named(inputs, 'weight').shape;
  const words = toArray(named(inputs, 'indices'));
  const shapes = embeddingShapes(vocabulary, size, '');
  const parameters = readParameters(compute, shapes, inputs);
  const gradients = createParameters(shapes, precision, kernels.allocate);
  const y = createMatrix(words.length, size, precision);
  const padding = attributes?.['padding_idx'];
  embeddingForward(parameters, '', words, y);
  embeddingBackward(
    gradients,
    '',
    words,
    toMatrix(upstream, precision),
    padding === undefined ? null : Number(padding),
  );
  return [{ y: y.data, grads: { weight: gradients.data } }];
}
