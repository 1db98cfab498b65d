/** torch_optimizers: five updates from given gradients. */
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { createOptimizer, type OptimizerSettings } from '../../engine/optimizers.ts';
import type { ParameterShape } from '../../engine/parameters.ts';
import { type Case, NotOffered, type Tensor, type Tensors } from './case.ts';
import type { Checks } from './checks.ts';
import { readParameters } from './recurrent.ts';

/** PyTorch's names; what is absent has PyTorch's default, which is the engine's. */
interface TorchSettings {
  readonly lr: number;
  readonly momentum?: number;
  readonly dampening?: number;
  readonly weight_decay?: number;
  readonly nesterov?: boolean;
  readonly maximize?: boolean;
  readonly betas?: readonly [number, number];
  readonly eps?: number;
  readonly amsgrad?: boolean;
  readonly alpha?: number;
  readonly centered?: boolean;
}

export function checkOptimizer({ op, attributes, params, steps }: Case, checks: Checks): void {
  const { defaults_used: settings } = attributes as unknown as { defaults_used: TorchSettings };
  const shapes = Object.entries(params ?? {}).map(shapeOf);
  const parameters = readParameters(shapes, params);
  const optimizer = createOptimizer(optimizerSettings(op, settings), parameters.data, referenceKernels);
  steps?.forEach((step) => {
    optimizer.update(parameters.data, readParameters(shapes, step['grads'] as Tensors).data);
    checks.all(step['params'] as Tensors, (name) => parameters.get(name).data);
  });
}

export function optimizerSettings(op: string, settings: TorchSettings): OptimizerSettings {
  const { lr: learningRate, momentum, dampening, weight_decay: weightDecay, betas, eps: epsilon, alpha } = settings;
  if (settings.nesterov) throw new NotOffered('Nesterov momentum');
  if (settings.amsgrad) throw new NotOffered('AMSGrad');
  if (settings.centered) throw new NotOffered('centred RMSprop');
  if (settings.maximize) throw new NotOffered('maximising');
  if (op === 'SGD') return present({ kind: 'sgd', learningRate, momentum, dampening, weightDecay });
  if (op === 'RMSprop') return present({ kind: 'rmsprop', learningRate, alpha, epsilon, momentum, weightDecay });
  if (op === 'Adam') {
    return present({ kind: 'adam', learningRate, beta1: betas?.[0], beta2: betas?.[1], epsilon, weightDecay });
  }
  throw new NotOffered(`the optimiser ${op}`);
}

type Loose<T> = T extends unknown ? { [K in keyof T]: T[K] | undefined } : never;

/** Without the settings that were not given, so that the engine's defaults stand. */
function present(settings: Loose<OptimizerSettings>): OptimizerSettings {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as OptimizerSettings;
}

function shapeOf([name, { shape }]: [string, Tensor]): ParameterShape {
  if (shape.length === 1) return { name, shape: [shape[0]] };
  if (shape.length === 2) return { name, shape: [shape[0], shape[1]] };
  throw new Error(`the parameter ${name} has ${shape.length} indices`);
}
