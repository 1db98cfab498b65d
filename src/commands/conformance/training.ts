/** torch_training: a layer and a readout on every step, trained for five updates. */
import { clipByNorm } from '../../engine/clipping.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { meanSquaredError } from '../../engine/losses.ts';
import { createSequence, type Matrix } from '../../engine/matrix.ts';
import { createNetwork, type NetworkDescription } from '../../engine/network.ts';
import { createOptimizer } from '../../engine/optimizers.ts';
import type { Parameters } from '../../engine/parameters.ts';
import { type Case, fromSteps, NotOffered, named, scalar, type Tensor, type Tensors, toSteps } from './case.ts';
import type { Checks } from './checks.ts';
import { optimizerSettings } from './optimizers.ts';
import { cellOf, readParameters } from './recurrent.ts';

interface TrainingAttributes {
  readonly cell: string;
  readonly vocab: number | null;
  readonly input_size: number;
  readonly hidden_size: number;
  readonly output_size: number;
  readonly loss: string;
  readonly optimizer: string;
  readonly optimizer_args: { readonly lr: number; readonly momentum?: number };
  readonly clip_norm: number | null;
}

/** What is given of one update. */
interface Update {
  readonly loss: number;
  readonly total_norm?: number;
  readonly logits?: Tensor;
  readonly params?: Tensors;
  readonly grads_before_clip?: Tensors;
  readonly grads_after_clip?: Tensors;
}

export function checkTraining({ attributes, inputs, params, steps }: Case, checks: Checks): void {
  const settings = attributes as unknown as TrainingAttributes;
  refuseUnknown(settings);
  const description: NetworkDescription = {
    ...cellOf(settings.cell),
    inputSize: settings.input_size,
    hiddenSize: settings.hidden_size,
    outputSize: settings.output_size,
    bias: true,
  };
  const network = createNetwork(description, referenceKernels);
  const parameters = readParameters(network.shapes, params);
  const optimizer = createOptimizer(
    optimizerSettings(settings.optimizer, settings.optimizer_args),
    parameters.data,
    referenceKernels,
  );
  const sequence = toSteps(named(inputs, 'input'), true);
  const targets = toSteps(named(inputs, 'target'), true);
  const batch = sequence[0].rows;
  const trace = network.createTrace(sequence.length, batch);

  for (const [k, update] of ((steps ?? []) as unknown as Update[]).entries()) {
    const at = `update ${k + 1}: `;
    network.forward(parameters, sequence, trace);
    const outputs = sequence.map((_, step) => network.readOut(parameters, trace, step));
    if (update.logits) checks.tensor(`${at}logits`, fromSteps(outputs, true), update.logits);

    const dOutputs = createSequence(sequence.length, batch, settings.output_size, 'float64');
    checks.tensor(`${at}loss`, [meanOverSteps(outputs, targets, dOutputs)], scalar(update.loss));

    const gradients = network.createParameters();
    network.backward(parameters, gradients, sequence, trace, (step) => dOutputs[step]);
    checks.all(update.grads_before_clip, valuesOf(gradients));
    if (settings.clip_norm !== null) {
      const norm = clipByNorm(gradients.data, settings.clip_norm);
      if (update.total_norm !== undefined) checks.tensor(`${at}total norm`, [norm], scalar(update.total_norm));
    }
    checks.all(update.grads_after_clip, valuesOf(gradients));

    optimizer.update(parameters.data, gradients.data);
    checks.all(update.params, valuesOf(parameters));
  }
}

function refuseUnknown({ loss, vocab }: TrainingAttributes): void {
  if (loss === 'ce_stateful') throw new NotOffered('a state carried from update to update');
  if (loss === 'bce_last') throw new NotOffered('binary cross-entropy');
  if (vocab !== null) throw new NotOffered('an embedding');
  if (loss !== 'mse') throw new NotOffered(`the loss ${loss}`);
}

/** The mean squared error over all steps, which is the mean of the steps' means; fills the gradients. */
function meanOverSteps(outputs: readonly Matrix[], targets: readonly Matrix[], dOutputs: readonly Matrix[]): number {
  const count = outputs.length;
  let sum = 0;
  outputs.forEach((output, step) => {
    sum += meanSquaredError(output, targets[step], dOutputs[step]);
    const { data } = dOutputs[step];
    for (let k = 0; k < data.length; k += 1) data[k] /= count;
  });
  return sum / count;
}

function valuesOf(parameters: Parameters): (name: string) => ArrayLike<number> {
  return (name) => parameters.get(name).data;
}
