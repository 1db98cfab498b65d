/** The gradient of everything a layer reads, held against central differences of one loss that looks at all it gives. */
import { checkGradient } from '../../../src/engine/gradient-check.ts';
import { uniform } from '../../../src/engine/initializers.ts';
import { referenceKernels } from '../../../src/engine/kernels/reference.ts';
import { createMatrix, createSequence, type Matrix, type Precision } from '../../../src/engine/matrix.ts';
import { createParameters, type Parameters } from '../../../src/engine/parameters.ts';
import { createRandom } from '../../../src/engine/random.ts';
import type { BackwardTrace, ForwardOptions, LayerDescription } from '../../../src/engine/sequence/contract.ts';
import { finalStates } from '../../../src/engine/sequence/lengths.ts';
import { createUnrolledLayer } from '../../../src/engine/sequence/unrolled.ts';
import { dot, randomInputs, randomParameters, randomStates, type Sizes, someSizes } from './runs.ts';

/**
 * Central differences with a step of 1e-5 agree with a right gradient to about 1e-8; 1e-6 leaves room, and any wrong
 * term is off by far more.
 */
export const DIFFERENCES_TOLERANCE = 1e-6;

export interface LayerPass {
  readonly loss: () => number;
  readonly gradients: Parameters;
  readonly back: BackwardTrace;
  readonly parameters: Parameters;
  readonly inputs: readonly Matrix[];
  readonly initial: Required<NonNullable<ForwardOptions['initial']>>;
}

/** Forward and back from random numbers: the loss is a random weighted sum of every h_t and of the last c. */
export function passThroughLayer(
  description: LayerDescription,
  options: Omit<ForwardOptions, 'initial'> = {},
  sizes: Sizes = someSizes,
  precision: Precision = 'float64',
): LayerPass {
  const layer = createUnrolledLayer(description, referenceKernels);
  const parameters = randomParameters(description);
  const used = createParameters(parameters.shapes, precision);
  const inputs = inPrecision(randomInputs(sizes), precision);
  const states = randomStates(sizes);
  const [hiddenState, cellState] = inPrecision([states.hiddenState, states.cellState], precision);
  const initial = { hiddenState, cellState };
  const { hiddenSize, batch, steps } = sizes;
  const random = createRandom(3, 'loss');
  const weights = createSequence(steps, batch, hiddenSize, precision);
  const ofCell = createMatrix(batch, hiddenSize, precision);
  for (const matrix of [...weights, ofCell]) uniform(matrix, 1, random);
  const trace = layer.createTrace(steps, batch, precision);
  const forward = () => {
    used.data.set(parameters.data);
    layer.forward(used, inputs, trace, { ...options, initial });
  };
  const loss = () => {
    forward();
    let sum = 0;
    for (const [step, weight] of weights.entries()) sum += dot(weight, trace.quantity('hiddenState', step));
    const { cellState: last } = finalStates(trace);
    return last ? sum + dot(ofCell, last) : sum;
  };
  forward();
  const gradients = createParameters(parameters.shapes, precision);
  const back = layer.backward(used, gradients, inputs, trace, (step) => weights[step], {
    interventions: options.interventions,
    dFinalCell: ofCell,
    wantsInputGradient: true,
    keepGradients: true,
  });
  return { loss, gradients, back, parameters, inputs, initial };
}

/** The largest relative error over parameters, inputs and initial states. */
export function worstLayerGradient(pass: LayerPass): number {
  const { loss, gradients, back, parameters, inputs, initial } = pass;
  const pairs = [
    [parameters.data, gradients.data],
    ...inputs.map(({ data }, step) => [data, back.inputGradient(step).data] as const),
    [initial.hiddenState.data, back.dInitial.hiddenState.data],
  ] as const;
  const errors = pairs.map(([values, gradient]) => checkGradient(values, gradient, loss).largestRelativeError);
  const { cellState } = back.dInitial;
  if (cellState) errors.push(checkGradient(initial.cellState.data, cellState.data, loss).largestRelativeError);
  return Math.max(...errors);
}

function inPrecision(matrices: readonly Matrix[], precision: Precision): Matrix[] {
  return matrices.map(({ rows, columns, data }) => {
    const matrix = createMatrix(rows, columns, precision);
    matrix.data.set(data);
    return matrix;
  });
}
