/**
 * A layer unrolled step by step: any cell, any intervention, float64 or float32, on any kernels.
 *
 * The loop is the whole idea of a recurrent network: the same weights at every step, the state handed on. Backwards it
 * is backpropagation through time.
 */

import type { Cell, CellKind, CellWeights, Trace } from '../cells/contract.ts';
import { createGruCell } from '../cells/gru.ts';
import { lstmCell } from '../cells/lstm.ts';
import { createRnnCell } from '../cells/rnn.ts';
import { hookFor } from '../interventions.ts';
import type { Kernels } from '../kernels/contract.ts';
import { createSequence, type Matrix } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';
import type {
  BackwardOptions,
  BackwardTrace,
  ForwardOptions,
  LayerDescription,
  SequenceLayer,
  SequenceTrace,
} from './contract.ts';
import { find, UnrolledTrace } from './trace.ts';

/** Blocks of H rows in the stacked weights of each kind of cell. */
export const BLOCKS: Record<CellKind, number> = { rnn: 1, gru: 3, lstm: 4 };

/** The parameters of a layer by PyTorch's names, `weight_ih_l0` and so on, with a prefix such as `rnn.`. */
export function layerShapes(description: LayerDescription, prefix = '', suffix = '_l0'): ParameterShape[] {
  const rows = BLOCKS[description.cell] * description.hiddenSize;
  const shapes: ParameterShape[] = [
    { name: `${prefix}weight_ih${suffix}`, shape: [rows, description.inputSize] },
    { name: `${prefix}weight_hh${suffix}`, shape: [rows, description.hiddenSize] },
  ];
  if (description.bias) {
    shapes.push(
      { name: `${prefix}bias_ih${suffix}`, shape: [rows] },
      { name: `${prefix}bias_hh${suffix}`, shape: [rows] },
    );
  }
  return shapes;
}

/** The layer of this description; its weights are looked up under `prefix` and `suffix`. */
export function createUnrolledLayer(
  description: LayerDescription,
  kernels: Kernels,
  prefix = '',
  suffix = '_l0',
): SequenceLayer {
  const cell = cellOf(description);
  const weightsIn = (parameters: Parameters) => readWeights(parameters, description, prefix, suffix);
  return {
    description,
    createTrace: (capacity, batch, precision = 'float64') =>
      new UnrolledTrace(cell, description.hiddenSize, capacity, batch, precision),
    forward: (parameters, inputs, trace, options = {}) =>
      forward(cell, kernels, weightsIn(parameters), inputs, own(trace), options),
    backward: (parameters, gradients, inputs, trace, dHidden, options = {}) =>
      backward(cell, kernels, weightsIn(parameters), weightsIn(gradients), inputs, own(trace), dHidden, options),
  };
}

function cellOf(description: LayerDescription): Cell<Trace> {
  if (description.cell === 'rnn') return createRnnCell(description.nonlinearity);
  if (description.cell === 'gru') return createGruCell(description.reset);
  return lstmCell;
}

function forward(
  cell: Cell<Trace>,
  kernels: Kernels,
  weights: CellWeights,
  inputs: readonly Matrix[],
  trace: UnrolledTrace,
  { initial, interventions }: ForwardOptions,
): void {
  for (const { quantity } of interventions ?? []) {
    if (cell.forceable.includes(quantity)) continue;
    throw new Error(
      `An intervention names ${quantity}; in the ${cell.kind} cell one can set ${cell.forceable.join(', ')}`,
    );
  }
  trace.begin(inputs, initial);
  inputs.forEach((input, step) => {
    const hook = interventions ? hookFor(interventions, { step, layer: 0, direction: 'forward' }) : null;
    const previous = trace.statesBefore(step);
    const { sums, recurrentSums } = trace;
    cell.forward({ kernels, weights, input, previous, sums, recurrentSums, hook }, trace.stepAt(step));
  });
}

function backward(
  cell: Cell<Trace>,
  kernels: Kernels,
  weights: CellWeights,
  dWeights: CellWeights,
  inputs: readonly Matrix[],
  trace: UnrolledTrace,
  dHidden: (step: number) => Matrix | null,
  options: BackwardOptions,
): BackwardTrace {
  const steps = trace.steps;
  const kept = trace.gradientSteps(options.keepGradients ?? false);
  const inputSize = weights.inputWeights.columns;
  const dInputs = options.wantsInputGradient ? createSequence(steps, trace.batch, inputSize, trace.precision) : null;
  const hiddenNorms = new Float64Array(steps);
  const cellNorms = new Float64Array(steps);

  // The gradient of the states after the last step; from there it is handed from step to step.
  let dStates = trace.zeroStates();
  let dPrevious = trace.zeroStates();
  if (options.dFinalCell && dStates.cellState) dStates.cellState.data.set(options.dFinalCell.data);
  for (let step = steps - 1; step >= 0; step -= 1) {
    const asked = dHidden(step);
    if (asked) addTo(dStates.hiddenState, asked);
    const { interventions } = options;
    const hook = interventions ? hookFor(interventions, { step, layer: 0, direction: 'forward' }) : null;
    const gradients = kept(step);
    const { sums: dSums, recurrentSums: dRecurrentSums } = trace;
    cell.backward(
      {
        kernels,
        weights,
        dWeights,
        input: inputs[step],
        previous: trace.statesBefore(step),
        dStates,
        dPrevious,
        dInput: dInputs?.[step] ?? null,
        dSums,
        dRecurrentSums,
        hook,
      },
      trace.stepAt(step),
      gradients,
    );
    hiddenNorms[step] = norm(dStates.hiddenState);
    if (gradients.cellState) cellNorms[step] = norm(gradients.cellState);
    [dStates, dPrevious] = [dPrevious, dStates];
  }

  return {
    dInitial: dStates,
    hiddenNorms,
    cellNorms,
    gradient: (name, step) => {
      if (!options.keepGradients)
        throw new Error('backward: ask with keepGradients to read the gradient of a quantity');
      return find(kept(step), name);
    },
    inputGradient: (step) => {
      const dInput = dInputs?.[step];
      if (!dInput) throw new Error('backward: ask with wantsInputGradient to read the gradient of the inputs');
      return dInput;
    },
  };
}

function own(trace: SequenceTrace): UnrolledTrace {
  if (!(trace instanceof UnrolledTrace)) throw new Error('This trace was not made by createTrace of an unrolled layer');
  return trace;
}

function readWeights(
  parameters: Parameters,
  description: LayerDescription,
  prefix: string,
  suffix: string,
): CellWeights {
  const get = (name: string) => parameters.get(`${prefix}${name}${suffix}`);
  return {
    inputWeights: get('weight_ih'),
    recurrentWeights: get('weight_hh'),
    inputBias: description.bias ? get('bias_ih') : null,
    recurrentBias: description.bias ? get('bias_hh') : null,
  };
}

function addTo(sum: Matrix, added: Matrix): void {
  for (let k = 0; k < sum.data.length; k += 1) sum.data[k] += added.data[k];
}

function norm(matrix: Matrix): number {
  let sum = 0;
  for (let k = 0; k < matrix.data.length; k += 1) sum += matrix.data[k] * matrix.data[k];
  return Math.sqrt(sum);
}
