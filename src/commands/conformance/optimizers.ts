/** torch_optimizers: five updates from given gradients. */
import type { Compute } from '../../engine/compute.ts';
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
  readonly lr_decay?: number;
  readonly maximize?: boolean;
  readonly betas?: readonly [number, number];
  readonly eps?: number;
  readonly amsgrad?: boolean;
  readonly alpha?: number;
  readonly centered?: boolean;
}

export function checkOptimizer({ op, attributes, params, steps }: Case, checks: Checks, compute: Compute): void {
  const { defaults_used: settings } = attributes as unknown as { defaults_used: TorchSettings };
  const shapes = Object.entries(params ?? {}).map(shapeOf);
  const parameters = readParameters(compute, shapes, params);
  const optimizer = createOptimizer(optimizerSettings(op, settings), parameters.data, compute.kernels);
  steps?.forEach((step) => {
    optimizer.update(parameters.data, readParameters(compute, shapes, step['grads'] as Tensors).data);
    checks.all(step['params'] as Tensors, (name) => parameters.get(name).data);
  });
}

export function optimizerSettings(op: string, settings: TorchSettings): OptimizerSettings {
  const { lr: learningRate, weight_decay: weightDecay, momentum, eps: epsilon, betas } = settings;
  if (settings.maximize) throw new NotOffered('maximising');
  const common = { learningRate, weightDecay };
  const [beta1, beta2] = betas ?? [];
  switch (op) {
    case 'SGD':
      return present({
        kind: 'sgd',
        ...common,
        momentum,
        dampening: settings.dampening,
        nesterov: settings.nesterov,
      });
    case 'RMSprop':
      return present({
        kind: 'rmsprop',
        ...common,
        alpha: settings.alpha,
        epsilon,
        momentum,
        centered: settings.centered,
      });
    case 'Adagrad':
      return present({ kind: 'adagrad', ...common, learningRateDecay: settings.lr_decay, epsilon });
    case 'Adam':
      return present({ kind: 'adam', ...common, beta1, beta2, epsilon, amsgrad: settings.amsgrad });
    case 'AdamW':
      return present({ kind: 'adamw', ...common, beta1, beta2, epsilon });
    default:
      throw new NotOffered(`the optimiser ${op}`);
  }
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
