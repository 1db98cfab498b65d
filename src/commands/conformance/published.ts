/** published_examples: single entries as their authors printed them. */
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { linearForward, linearShapes } from '../../engine/layers/linear.ts';
import { softmax } from '../../engine/losses.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import { createParameters } from '../../engine/parameters.ts';
import { type Case, filled, NotOffered, named, type PrintedEntry, toArray, toMatrix, toSteps } from './case.ts';
import { quantities } from './cells.ts';
import type { Checks } from './checks.ts';
import { cellOf, type LayerRun, readInitial, readLayerParameters, runLayer, stateOf } from './recurrent.ts';

export function checkPublished(testCase: Case, checks: Checks): void {
  const { op, inputs, params, expected } = testCase;
  const inputsOfSteps = inputs?.['x'] ? [toMatrix(inputs['x'])] : toSteps(named(inputs, 'input'), false);
  const { rows: batch, columns: inputSize } = inputsOfSteps[0];
  const hiddenSize = named(params, 'weight_hh').shape[1];
  const description = { ...cellOf(op), inputSize, hiddenSize, bias: true };
  const run = runLayer({
    description,
    parameters: readLayerParameters(description, '', params),
    suffix: '',
    inputs: inputsOfSteps,
    initial: readInitial(inputs, batch, hiddenSize),
  });
  const answer = readOut(testCase, run.final.hiddenState);
  const gradient = gradients(testCase, run);
  for (const entry of expected ?? []) {
    const { tensor, index, value, decimals } = entry;
    const got = tensor === 'y' ? at(answer, index) : entryOf(run, gradient, entry);
    checks.within(`${tensor}[${index.join()}]`, got, value, 0.51 * powerOfTen(decimals) + 1e-12);
  }
}

/** The readout as the case words it. */
function readOut({ readout, params }: Case, hidden: Matrix): Matrix {
  if (readout === 'softmax(h @ head_weight^T + head_bias)') {
    const scores = linear(hidden, toMatrix(named(params, 'head_weight')), toArray(named(params, 'head_bias')));
    softmax(scores, scores);
    return scores;
  }
  if (readout === 'y = 4 * h at the last step') return linear(hidden, filled(1, 1, [4]), [0]);
  throw new NotOffered(`the readout ${readout}`);
}

function linear(hidden: Matrix, weight: Matrix, bias: ArrayLike<number>): Matrix {
  const head = createParameters(linearShapes(hidden.columns, weight.rows, ''));
  head.get('weight').data.set(weight.data);
  head.get('bias').data.set(bias);
  const scores = createMatrix(hidden.rows, weight.rows);
  linearForward(referenceKernels, head, '', hidden, scores);
  return scores;
}

/** By name, the gradients that the given upstream gradients of h and c lead to; none without them. */
function gradients({ inputs }: Case, run: LayerRun): ((name: string) => Matrix) | null {
  const { upstream_h: dHidden, upstream_c: dCell } = inputs ?? {};
  if (!dHidden) return null;
  const from = { dHidden: () => toMatrix(dHidden), dFinalCell: dCell && toMatrix(dCell) };
  const { gradients: ofWeights, trace } = run.backward(from);
  return (name) => {
    if (name === 'x') return trace.inputGradient(0);
    if (name === 'h0') return stateOf(trace.dInitial, 'hiddenState');
    if (name === 'c0') return stateOf(trace.dInitial, 'cellState');
    return ofWeights.get(name);
  };
}

function entryOf(run: LayerRun, gradient: ((name: string) => Matrix) | null, { tensor, index }: PrintedEntry): number {
  if (tensor.startsWith('grad.')) {
    if (!gradient) throw new Error('the case prints a gradient but gives none to start from');
    return at(gradient(tensor.slice(5)), index);
  }
  const step = index.length === 3 ? index[0] : 0;
  return at(run.trace.quantity(quantities[tensor] ?? tensor, step), index.slice(-2));
}

/** [row, unit], or [unit] of the only row. */
function at({ data, columns }: Matrix, index: readonly number[]): number {
  const [row, unit] = index.length === 1 ? [0, index[0]] : index;
  return data[row * columns + unit];
}

function powerOfTen(decimals: number): number {
  return Number(`1e-${decimals}`);
}
