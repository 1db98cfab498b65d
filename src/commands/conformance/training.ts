/** torch_training: an embedding perhaps, a layer, and a readout on every step, trained for five updates. */
import { clipByNorm } from '../../engine/clipping.ts';
import type { Compute } from '../../engine/compute.ts';
import { createNetwork } from '../../engine/network.ts';
import { createOptimizer } from '../../engine/optimizers.ts';
import { createParameters, type Parameters } from '../../engine/parameters.ts';
import { arrayFromSteps } from '../../engine/sequence/batch-first.ts';
import { finalStates } from '../../engine/sequence/lengths.ts';
import type { Case, Tensor, Tensors } from './case.ts';
import type { Checks } from './checks.ts';
import { optimizerSettings } from './optimizers.ts';
import { cellOf, readParameters } from './recurrent.ts';
import { named, scalar } from './tensors.ts';
import { createInput, type TrainingInput } from './training-input.ts';
import { lossOf } from './training-losses.ts';

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
  /** Where every update has its own. */
  readonly input?: Tensor;
  readonly target?: Tensor;
  readonly state?: readonly Tensor[];
  readonly total_norm?: number;
  readonly logits?: Tensor;
  readonly params?: Tensors;
  readonly grads_before_clip?: Tensors;
  readonly grads_after_clip?: Tensors;
}

export function checkTraining({ attributes, inputs, params, steps }: Case, checks: Checks, compute: Compute): void {
  const { kernels, precision } = compute;
  const settings = attributes as unknown as TrainingAttributes;
  const network = createNetwork(
    {
      ...cellOf(settings.cell),
      inputSize: settings.input_size,
      hiddenSize: settings.hidden_size,
      outputSize: settings.output_size,
      bias: true,
    },
    kernels,
    compute.createLayer,
  );
  const input: TrainingInput = createInput(settings.vocab, settings.input_size, precision);
  const shapes = [...input.shapes, ...network.shapes];
  const parameters = readParameters(compute, shapes, params);
  const rule = optimizerSettings(settings.optimizer, settings.optimizer_args);
  const optimizer = createOptimizer(rule, parameters.data, kernels);
  const lossAndGradients = lossOf(settings.loss);
  const isCarried = settings.loss === 'ce_stateful';
  let carried: ReturnType<typeof finalStates> | undefined;

  for (const [k, update] of ((steps ?? []) as unknown as Update[]).entries()) {
    const at = `update ${k + 1}: `;
    const sequence = input.read(parameters, update.input ?? named(inputs, 'input'));
    const trace = network.createTrace(sequence.length, sequence[0].rows, precision);
    network.forward(parameters, sequence, trace, { initial: isCarried && carried ? [carried] : undefined });
    carried = finalStates(trace.layer);
    const { hiddenState, cellState } = carried;
    for (const [index, state] of (update.state ?? []).entries()) {
      checks.tensor(`${at}state ${index}`, [hiddenState, cellState][index]?.data ?? [], state);
    }

    const outputs = sequence.map((_, step) => network.readOut(parameters, trace, step));
    const { loss, dOutputs } = lossAndGradients(outputs, update.target ?? named(inputs, 'target'));
    checks.tensor(`${at}loss`, [loss], scalar(update.loss));
    if (update.logits) checks.tensor(`${at}logits`, arrayFromSteps(outputs, true), update.logits);

    const gradients = createParameters(shapes, precision, kernels.allocate);
    const options = { wantsInputGradient: settings.vocab !== null };
    const back = network.backward(parameters, gradients, trace, (step) => dOutputs[step], options);
    input.backward(gradients, (step) => back.inputGradient(step));
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

function valuesOf(parameters: Parameters): (name: string) => ArrayLike<number> {
  return (name) => parameters.get(name).data;
}
