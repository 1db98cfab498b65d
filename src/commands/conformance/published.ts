/** published_examples: single entries as their authors printed them. */
import type { Compute } from '../../engine/compute.ts';
import { linearForward, linearShapes } from '../../engine/layers/linear.ts';
import { softmaxReadout } from '../../engine/layers/softmax-readout.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import { createParameters, type Parameters } from '../../engine/parameters.ts';
import { layerShapes } from '../../engine/sequence/unrolled.ts';
import { type Case, NotOffered, type PrintedEntry } from './case.ts';
import { quantities } from './cells.ts';
import type { Checks } from './checks.ts';
import { cellOf, type Run, readInitial, readParameters, runSequence, singleLayer } from './recurrent.ts';
import { named, toArray, toMatrix, toSteps } from './tensors.ts';

export function checkPublished(testCase: Case, checks: Checks, compute: Compute): void {
  const { op, inputs, params, expected } = testCase;
  const { precision } = compute;
  const steps = inputs?.['x'] ? [toMatrix(inputs['x'], precision)] : toSteps(named(inputs, 'input'), false, precision);
  const { rows: batch, columns: inputSize } = steps[0];
  const hiddenSize = named(params, 'weight_hh').shape[1];
  const description = { ...cellOf(op), inputSize, hiddenSize, bias: true };
  const run = runSequence(compute, {
    stack: singleLayer(compute, description),
    parameters: readParameters(compute, layerShapes(description, '', ''), params),
    inputs: steps,
    batch,
    initial: readInitial(compute, inputs, 1, batch, hiddenSize),
  });
  const answer = readOut(testCase, run.final[0].hiddenState, compute);
  const gradient = gradients(testCase, run, compute);
  for (const entry of expected ?? []) {
    const { tensor, index, value, decimals } = entry;
    const got = tensor === 'y' ? at(answer, index) : entryOf(run, gradient, entry);
    // Half a unit of the last decimal printed, and what the way to compute cannot help.
    checks.within(`${tensor}[${index.join()}]`, got, value, 0.51 * powerOfTen(decimals) + 1e-12 + checks.tolerance);
  }
}

/** The readout as the case words it. */
function readOut({ readout, params }: Case, hidden: Matrix, compute: Compute): Matrix {
  if (readout === 'softmax(h @ head_weight^T + head_bias)') {
    const weight = toMatrix(named(params, 'head_weight'), compute.precision);
    const head = headOf(weight, toArray(named(params, 'head_bias')), compute);
    const probabilities = createMatrix(hidden.rows, weight.rows, compute.precision);
    softmaxReadout(compute.kernels, head, '', hidden, probabilities);
    return probabilities;
  }
  if (readout === 'y = 4 * h at the last step') {
    const weight = createMatrix(1, 1, compute.precision);
    weight.data[0] = 4;
    const scores = createMatrix(hidden.rows, 1, compute.precision);
    linearForward(compute.kernels, headOf(weight, [0], compute), '', hidden, scores);
    return scores;
  }
  throw new NotOffered(`the readout ${readout}`);
}

function headOf(weight: Matrix, bias: ArrayLike<number>, { kernels, precision }: Compute): Parameters {
  const head = createParameters(linearShapes(weight.columns, weight.rows, ''), precision, kernels.allocate);
  head.get('weight').data.set(weight.data);
  head.get('bias').data.set(bias);
  return head;
}

/** By name, the gradients that the given upstream gradients of h and c lead to; none without them. */
function gradients({ inputs }: Case, run: Run, { precision }: Compute): ((name: string) => Matrix | undefined) | null {
  const { upstream_h: dHidden, upstream_c: dCell } = inputs ?? {};
  if (!dHidden) return null;
  const dFinal = [dCell ? { cellState: toMatrix(dCell, precision) } : {}];
  const { gradients: ofWeights, back } = run.backward({ dOutput: () => toMatrix(dHidden, precision), dFinal });
  return (name) => {
    if (name === 'x') return back.inputGradient(0);
    if (name === 'h0') return back.dInitial[0].hiddenState;
    if (name === 'c0') return back.dInitial[0].cellState;
    return ofWeights.get(name);
  };
}

function entryOf(run: Run, gradient: ReturnType<typeof gradients>, { tensor, index }: PrintedEntry): number {
  if (tensor.startsWith('grad.')) {
    const matrix = gradient?.(tensor.slice(5));
    if (!matrix) throw new Error(`the case prints ${tensor} but gives no gradient to start from`);
    return at(matrix, index);
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
