/**
 * A layer unrolled step by step: any cell, any intervention, float64 or float32, on any kernels.
 *
 * The loop is the whole idea of a recurrent network: the same weights at every step, the state handed on. Backwards it
 * is backpropagation through time.
 */

import type { Cell, CellKind, CellWeights, Trace } from '../cells/contract.ts';
import { createGruCell } from '../cells/gru.ts';
import { createGruVariant } from '../cells/gru-variants.ts';
import { lstmCell } from '../cells/lstm.ts';
import { createLstmVariant } from '../cells/lstm-variants.ts';
import { createRnnCell } from '../cells/rnn.ts';
import { createRnnVariant } from '../cells/rnn-variants.ts';
import { PEEPHOLES } from '../cells/variants.ts';
import type { Kernels } from '../kernels/contract.ts';
import { copyMatrix, createSequence, type Matrix } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';
import type {
  BackwardOptions,
  BackwardTrace,
  ForwardOptions,
  LayerDescription,
  SequenceLayer,
  SequenceTrace,
  SumGradients,
} from './contract.ts';
import { FrozenGradients, forwardHook } from './forcing.ts';
import { addRows, clearEndedRows } from './lengths.ts';
import { find, UnrolledTrace } from './trace.ts';

/** Blocks of H rows in the stacked weights of each kind of cell. */
export const BLOCKS: Record<CellKind, number> = { rnn: 1, gru: 3, lstm: 4 };

/**
 * The parameters of a layer by PyTorch's names, `weight_ih_l0` and so on, with a prefix such as `rnn.`. PyTorch has no
 * peepholes; ours are `weight_peephole_l0`, (3, H): input, forget, output.
 */
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
  if (description.variant?.peepholes) {
    shapes.push({ name: `${prefix}weight_peephole${suffix}`, shape: [PEEPHOLES.length, description.hiddenSize] });
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
    backward: (parameters, gradients, _, trace, dHidden, options = {}) =>
      backward(cell, kernels, weightsIn(parameters), weightsIn(gradients), own(trace), dHidden, options),
  };
}

function cellOf({ cell, nonlinearity, reset, variant }: LayerDescription): Cell<Trace> {
  if (cell === 'rnn') return variant ? createRnnVariant(variant) : createRnnCell(nonlinearity);
  if (cell === 'gru') return variant ? createGruVariant(variant, reset) : createGruCell(reset);
  return variant ? createLstmVariant(variant) : lstmCell;
}

function forward(
  cell: Cell<Trace>,
  kernels: Kernels,
  weights: CellWeights,
  inputs: readonly Matrix[],
  trace: UnrolledTrace,
  options: ForwardOptions,
): void {
  const { interventions, lengths } = options;
  for (const { quantity } of interventions ?? []) {
    if (cell.forceable.includes(quantity)) continue;
    throw new Error(
      `An intervention names ${quantity}; in the ${cell.kind} cell one can set ${cell.forceable.join(', ')}`,
    );
  }
  trace.begin(inputs, options);
  trace.inputs.forEach((input, step) => {
    const previous = trace.statesBefore(step);
    const before = step === 0 ? previous : trace.stepAt(step - 1);
    const hook = interventions ? forwardHook(interventions, step, before, trace.own) : null;
    const { sums, recurrentSums } = trace;
    const now = trace.stepAt(step);
    cell.forward({ kernels, weights, input, previous, sums, recurrentSums, hook }, now);
    if (lengths) for (const quantity of Object.values(now)) clearEndedRows(quantity, lengths, step);
  });
}

function backward(
  cell: Cell<Trace>,
  kernels: Kernels,
  weights: CellWeights,
  dWeights: CellWeights,
  trace: UnrolledTrace,
  dHidden: (step: number) => Matrix | null,
  options: BackwardOptions,
): BackwardTrace {
  const { steps, lengths } = trace;
  const lengthOf = (row: number) => lengths?.[row] ?? steps;
  const kept = trace.gradientSteps(options.keepGradients ?? false);
  const inputSize = weights.inputWeights.columns;
  const dInputs = options.wantsInputGradient ? createSequence(steps, trace.batch, inputSize, trace.precision) : null;
  const sums: SumGradients[] = [];
  const hiddenNorms = new Float64Array(steps);
  const cellNorms = new Float64Array(steps);

  // The gradient of the states after the last step; from there it is handed from step to step.
  let dStates = trace.zeroStates();
  let dPrevious = trace.zeroStates();
  const frozen = new FrozenGradients();
  for (let step = steps - 1; step >= 0; step -= 1) {
    const asked = dHidden(step);
    if (asked) addRows(dStates.hiddenState, asked, (row) => step < lengthOf(row));
    const { interventions, dFinalCell } = options;
    if (dFinalCell && dStates.cellState) addRows(dStates.cellState, dFinalCell, (row) => step === lengthOf(row) - 1);
    const hook = interventions ? frozen.backwardHook(interventions, step, trace.own) : null;
    const gradients = kept(step);
    const { sums: dSums, recurrentSums: dRecurrentSums } = trace;
    cell.backward(
      {
        kernels,
        weights,
        dWeights,
        input: trace.inputs[step],
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
    if (options.keepGradients) {
      // A plain cell's one sum has a gradient of its own name.
      const input = copyMatrix(cell.kind === 'rnn' ? gradients.preActivation : dSums);
      sums[step] = { input, recurrent: cell.kind === 'gru' ? copyMatrix(dRecurrentSums) : input };
    }
    hiddenNorms[step] = norm(dStates.hiddenState);
    if (gradients.cellState) cellNorms[step] = norm(gradients.cellState);
    frozen.handOn(dPrevious);
    if (lengths) for (const state of Object.values(dPrevious)) clearEndedRows(state, lengths, step);
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
    sumGradients: (step) => {
      const found = sums[step];
      if (!found) throw new Error('backward: ask with keepGradients to read the gradients of the sums');
      return found;
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
    peepholes: description.variant?.peepholes ? get('weight_peephole') : null,
  };
}

function norm(matrix: Matrix): number {
  let sum = 0;
  for (let k = 0; k < matrix.data.length; k += 1) sum += matrix.data[k] * matrix.data[k];
  return Math.sqrt(sum);
}
