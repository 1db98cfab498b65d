/** The losses of the layer cases, built on the engine's own, and the gradients they hand back. */
import type { StateName, States } from '../../engine/cells/contract.ts';
import { meanSquaredError } from '../../engine/losses.ts';
import { copyMatrix, type Matrix, precisionOf, zerosLike } from '../../engine/matrix.ts';
import { type Loss, NotOffered, type Tensor } from './case.ts';
import type { OutputGradients, Run } from './recurrent.ts';
import { filled, named, toArray, toSteps } from './tensors.ts';

interface LayerLoss extends OutputGradients {
  readonly value: number;
}

export function layerLoss(loss: Loss, run: Run, batchFirst: boolean): LayerLoss {
  const build = kinds[loss.kind];
  if (!build) throw new NotOffered(`the loss ${loss.kind}`);
  return build(loss, run, batchFirst);
}

type Build = (loss: Loss, run: Run, batchFirst: boolean) => LayerLoss;

const kinds: Readonly<Record<string, Build>> = {
  weighted_sum: ({ tensors }, run, batchFirst) =>
    weightedSum(
      run,
      tensors?.['output'] && toSteps(tensors['output'], batchFirst, precisionOf(run.outputs[0])),
      weightsOfStates(run, tensors?.['h_n'], tensors?.['c_n']),
    ),

  weighted_sum_last: ({ tensors }, run) =>
    weightedSum(run, undefined, weightsOfStates(run, tensors?.['h'], tensors?.['c'])),

  sum_of_all_outputs: (_, run) =>
    weightedSum(
      run,
      run.outputs.map(ones),
      run.final.map(({ hiddenState, cellState }) =>
        cellState ? { hiddenState: ones(hiddenState), cellState: ones(cellState) } : { hiddenState: ones(hiddenState) },
      ),
    ),

  // The mean over all steps is the mean of the steps' means.
  mse_output: ({ tensors }, run, batchFirst) => {
    const targets = toSteps(named(tensors, 'target'), batchFirst, precisionOf(run.outputs[0]));
    const gradients = run.outputs.map(zerosLike);
    const losses = run.outputs.map((output, step) => meanSquaredError(output, targets[step], gradients[step]));
    for (const gradient of gradients) scale(gradient, 1 / losses.length);
    const value = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    return { value, dOutput: (step) => gradients[step] };
  },

  // Half the sum of squares is the mean of squares times half the number of entries.
  last_state: ({ tensors }, run) => {
    let value = 0;
    const targets = sliced(named(tensors, 'target'), run, 'hiddenState');
    const dFinal = run.final.map(({ hiddenState }, lane) => {
      const gradient = zerosLike(hiddenState);
      const factor = hiddenState.data.length / 2;
      value += factor * meanSquaredError(hiddenState, targets[lane], gradient);
      scale(gradient, factor);
      return { hiddenState: gradient };
    });
    return { value, dOutput: () => null, dFinal };
  },
};

function weightedSum(
  run: Run,
  ofOutputs: readonly Matrix[] | undefined,
  ofFinal: readonly Partial<States>[],
): LayerLoss {
  let value = 0;
  ofOutputs?.forEach((weights, step) => {
    value += dot(run.outputs[step], weights);
  });
  ofFinal.forEach(({ hiddenState, cellState }, lane) => {
    if (hiddenState) value += dot(run.final[lane].hiddenState, hiddenState);
    const cell = run.final[lane].cellState;
    if (cell && cellState) value += dot(cell, cellState);
  });
  return { value, dOutput: (step) => ofOutputs?.[step] ?? null, dFinal: ofFinal };
}

function weightsOfStates(run: Run, ofHidden: Tensor | undefined, ofCell: Tensor | undefined): Partial<States>[] {
  const hidden = ofHidden && sliced(ofHidden, run, 'hiddenState');
  const cells = ofCell && sliced(ofCell, run, 'cellState');
  return run.final.map((_, lane) => ({
    ...(hidden && { hiddenState: hidden[lane] }),
    ...(cells && { cellState: cells[lane] }),
  }));
}

/** (L * D, B, H) as one (B, H) for each layer and direction. */
function sliced(tensor: Tensor, run: Run, name: StateName): Matrix[] {
  const values = toArray(tensor);
  return run.final.map((states, lane) => {
    const { rows, columns } = states[name] ?? states.hiddenState;
    const size = rows * columns;
    const own = values.subarray(lane * size, (lane + 1) * size);
    return filled(rows, columns, own, precisionOf(states.hiddenState));
  });
}

function ones(matrix: Matrix): Matrix {
  const filledUp = copyMatrix(matrix);
  filledUp.data.fill(1);
  return filledUp;
}

function scale(matrix: Matrix, factor: number): void {
  for (let k = 0; k < matrix.data.length; k += 1) matrix.data[k] *= factor;
}

function dot(left: Matrix, right: Matrix): number {
  let sum = 0;
  for (let k = 0; k < left.data.length; k += 1) sum += left.data[k] * right.data[k];
  return sum;
}
