/** The losses of the training cases, from the readout of every step, built on the engine's own. */
import { binaryCrossEntropyFromLogits } from '../../engine/binary-losses.ts';
import { meanSquaredError, softmaxCrossEntropy } from '../../engine/losses.ts';
import { type Matrix, precisionOf, zerosLike } from '../../engine/matrix.ts';
import { stepsFromArray } from '../../engine/sequence/batch-first.ts';
import { NotOffered, type Tensor } from './case.ts';
import { toArray, toMatrix, toSteps } from './tensors.ts';

interface TrainingLoss {
  readonly loss: number;
  /** The gradient (B, O) of each step's output, null where the loss does not look. */
  readonly dOutputs: readonly (Matrix | null)[];
}

type LossOfOutputs = (outputs: readonly Matrix[], target: Tensor) => TrainingLoss;

/** The loss of this name. */
export function lossOf(name: string): LossOfOutputs {
  const found = losses[name];
  if (!found) throw new NotOffered(`the loss ${name}`);
  return found;
}

const losses: Readonly<Record<string, LossOfOutputs>> = {
  ce: crossEntropy,
  ce_stateful: crossEntropy,
  mse: (outputs, target) => {
    const targets = toSteps(target, true, precisionOf(outputs[0]));
    return meanOverSteps(outputs, (output, step, dOutput) => meanSquaredError(output, targets[step], dOutput));
  },
  bce_last: (outputs, target) => {
    const last = outputs.length - 1;
    const dLast = zerosLike(outputs[last]);
    const wanted = toMatrix(target, precisionOf(dLast));
    const loss = binaryCrossEntropyFromLogits(outputs[last], wanted, dLast);
    return { loss, dOutputs: outputs.map((_, step) => (step === last ? dLast : null)) };
  },
};

function crossEntropy(outputs: readonly Matrix[], target: Tensor): TrainingLoss {
  const [batch, steps] = target.shape;
  const words = stepsFromArray(toArray(target), { steps, batch, size: 1, batchFirst: true });
  return meanOverSteps(outputs, (output, step, dOutput) => softmaxCrossEntropy(output, words[step].data, dOutput));
}

/** The mean over all steps of all rows is the mean of the steps' means. */
function meanOverSteps(
  outputs: readonly Matrix[],
  lossAt: (output: Matrix, step: number, dOutput: Matrix) => number,
): TrainingLoss {
  const dOutputs = outputs.map(zerosLike);
  const count = outputs.length;
  let sum = 0;
  outputs.forEach((output, step) => {
    sum += lossAt(output, step, dOutputs[step]);
    const { data } = dOutputs[step];
    for (let k = 0; k < data.length; k += 1) data[k] /= count;
  });
  return { loss: sum / count, dOutputs };
}
