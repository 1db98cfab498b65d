/** What a training case feeds its layer: numbers as they are, or words through an embedding. Batch first. */
import { embeddingBackward, embeddingForward, embeddingShapes } from '../../engine/layers/embedding.ts';
import { createSequence, type Matrix, type Precision } from '../../engine/matrix.ts';
import type { ParameterShape, Parameters } from '../../engine/parameters.ts';
import { stepsFromArray } from '../../engine/sequence/batch-first.ts';
import type { Tensor } from './case.ts';
import { toArray, toSteps } from './tensors.ts';

export interface TrainingInput {
  readonly shapes: readonly ParameterShape[];
  /** T matrices (B, I). */
  read(parameters: Parameters, tensor: Tensor): Matrix[];
  /** Adds to the embedding's gradient what came back to the inputs read last. */
  backward(gradients: Parameters, dInput: (step: number) => Matrix): void;
}

export function createInput(vocabulary: number | null, size: number, precision: Precision): TrainingInput {
  return vocabulary === null ? plain(precision) : embedded(vocabulary, size, precision);
}

function plain(precision: Precision): TrainingInput {
  return { shapes: [], read: (_, tensor) => toSteps(tensor, true, precision), backward: () => {} };
}

function embedded(vocabulary: number, size: number, precision: Precision): TrainingInput {
  const prefix = 'embed.';
  let words: Matrix[] = [];
  return {
    shapes: embeddingShapes(vocabulary, size, prefix),
    read: (parameters, tensor) => {
      const [batch, steps] = tensor.shape;
      words = stepsFromArray(toArray(tensor), { steps, batch, size: 1, batchFirst: true });
      const inputs = createSequence(steps, batch, size, precision);
      for (const [step, input] of inputs.entries()) embeddingForward(parameters, prefix, words[step].data, input);
      return inputs;
    },
    backward: (gradients, dInput) => {
      for (const [step, { data }] of words.entries()) embeddingBackward(gradients, prefix, data, dInput(step));
    },
  };
}
