/** torch_ops: single operators with the gradient of sum(result * upstream). */
import { setUnit } from '../../engine/interventions.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { linearBackward, linearForward, linearShapes } from '../../engine/layers/linear.ts';
import { logSoftmax, logSoftmaxBackward, softmax, softmaxBackward } from '../../engine/losses.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import { createParameters } from '../../engine/parameters.ts';
import { createUnrolledLayer, layerShapes } from '../../engine/sequence/unrolled.ts';
import { alongAxis, type Case, filled, NotOffered, named, type Tensor, toArray, toMatrix } from './case.ts';
import type { Checks } from './checks.ts';

interface Result {
  readonly y: ArrayLike<number>;
  readonly grads: Readonly<Record<string, ArrayLike<number>>>;
}

export function checkOperator(testCase: Case, checks: Checks): void {
  const run = operators[testCase.op];
  if (!run) throw new NotOffered(testCase.op === 'embedding' ? 'an embedding' : `the operation ${testCase.op}`);
  const { upstream } = testCase;
  if (!upstream) throw new Error('the case has no upstream gradient');
  const { y, grads } = run(testCase, upstream);
  checks.tensor('y', y, named(testCase.outputs, 'y'));
  checks.all(testCase.grads, (name) => grads[name] ?? []);
}

type Operator = (testCase: Case, upstream: Tensor) => Result;

const operators: Readonly<Record<string, Operator>> = {
  softmax: rowOperator(softmax, softmaxBackward),
  log_softmax: rowOperator(logSoftmax, logSoftmaxBackward),
  tanh: squashing('tanh'),
  relu: squashing('relu'),
  sigmoid: gate,
  linear,
  matmul,
};

function rowOperator(
  forward: (out: Matrix, input: Matrix) => void,
  backward: (dInput: Matrix, output: Matrix, dOutput: Matrix) => void,
): Operator {
  return ({ inputs, attributes }, upstream) => {
    const x = named(inputs, 'x');
    const axis = Number(attributes?.['dim'] ?? -1);
    const { rows, back } = alongAxis(x, axis);
    const [y, dx] = [createMatrix(rows.rows, rows.columns), createMatrix(rows.rows, rows.columns)];
    forward(y, rows);
    backward(dx, y, alongAxis(upstream, axis).rows);
    return { y: back(y), grads: { x: back(dx) } };
  };
}

/** tanh and relu as what they are in the engine: an RNN of one unit, one step, weight 1 and no past. */
function squashing(nonlinearity: 'tanh' | 'relu'): Operator {
  return ({ inputs }, upstream) => {
    const description = { cell: 'rnn', nonlinearity, inputSize: 1, hiddenSize: 1, bias: false } as const;
    const x = column(named(inputs, 'x'));
    const layer = createUnrolledLayer(description, referenceKernels);
    const parameters = createParameters(layerShapes(description));
    parameters.get('weight_ih_l0').data[0] = 1;
    const trace = layer.createTrace(1, x.rows);
    layer.forward(parameters, [x], trace);
    const y = trace.quantity('hiddenState', 0).data;
    const options = { wantsInputGradient: true };
    const gradients = createParameters(parameters.shapes);
    const back = layer.backward(parameters, gradients, [x], trace, () => column(upstream), options);
    return { y, grads: { x: back.inputGradient(0).data } };
  };
}

/** The sigmoid as an LSTM's forget gate: with a cell state of 1 and nothing written, the next cell state is f. */
function gate({ inputs }: Case, upstream: Tensor): Result {
  const description = { cell: 'lstm', inputSize: 1, hiddenSize: 1, bias: false } as const;
  const x = column(named(inputs, 'x'));
  const layer = createUnrolledLayer(description, referenceKernels);
  const parameters = createParameters(layerShapes(description));
  parameters.get('weight_ih_l0').data[1] = 1; // the forget gate's row
  const cellState = createMatrix(x.rows, 1);
  cellState.data.fill(1);
  const trace = layer.createTrace(1, x.rows);
  const interventions = [setUnit('candidate', 'all', 0, 0)];
  layer.forward(parameters, [x], trace, {
    initial: { hiddenState: createMatrix(x.rows, 1), cellState },
    interventions,
  });
  const gradients = createParameters(parameters.shapes);
  const back = layer.backward(parameters, gradients, [x], trace, () => null, {
    dFinalCell: column(upstream),
    interventions,
    wantsInputGradient: true,
  });
  return { y: trace.quantity('cellState', 0).data, grads: { x: back.inputGradient(0).data } };
}

/** Leading indices are rows; a missing bias is one of zeros. */
function linear({ inputs }: Case, upstream: Tensor): Result {
  const [x, weight] = [toMatrix(named(inputs, 'x')), toMatrix(named(inputs, 'weight'))];
  const shapes = linearShapes(x.columns, weight.rows, '');
  const [parameters, gradients] = [createParameters(shapes), createParameters(shapes)];
  parameters.get('weight').data.set(weight.data);
  const bias = inputs?.['bias'];
  if (bias) parameters.get('bias').data.set(toArray(bias));
  const [y, dx] = [createMatrix(x.rows, weight.rows), createMatrix(x.rows, x.columns)];
  linearForward(referenceKernels, parameters, '', x, y);
  linearBackward(referenceKernels, parameters, gradients, '', x, toMatrix(upstream), dx);
  return { y: y.data, grads: { x: dx.data, weight: gradients.get('weight').data, bias: gradients.get('bias').data } };
}

function matmul({ inputs }: Case, upstream: Tensor): Result {
  const [a, b, dy] = [toMatrix(named(inputs, 'a')), toMatrix(named(inputs, 'b')), toMatrix(upstream)];
  const [y, da, db] = [
    createMatrix(a.rows, b.columns),
    createMatrix(a.rows, a.columns),
    createMatrix(b.rows, b.columns),
  ];
  referenceKernels.multiply(y, a, b, 'replace');
  referenceKernels.multiplyTransposed(da, dy, b, 'replace');
  referenceKernels.transposedMultiply(db, a, dy, 'replace');
  return { y: y.data, grads: { a: da.data, b: db.data } };
}

function column(tensor: Tensor): Matrix {
  return filled(tensor.data.length, 1, toArray(tensor));
}
