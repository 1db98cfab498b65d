/** What the attributes of ONNX's recurrent operators say, in the engine's words. */
import type { SquashingChoice, SquashingName } from '../../engine/cells/activations.ts';
import { DEFAULT_RESET } from '../../engine/cells/conventions.ts';
import type { CellVariant } from '../../engine/cells/variants.ts';
import type { Direction } from '../../engine/interventions.ts';
import type { LayerDescription } from '../../engine/sequence/contract.ts';
import { NotOffered, type Tensors } from './case.ts';
import { cellOf } from './recurrent.ts';

export interface OnnxAttributes {
  readonly hidden_size: number;
  readonly direction?: 'forward' | 'reverse' | 'bidirectional';
  readonly activations?: readonly string[];
  readonly activation_alpha?: readonly number[];
  readonly activation_beta?: readonly number[];
  readonly clip?: number;
  readonly input_forget?: number;
  readonly layout?: number;
  readonly linear_before_reset?: number;
}

export function directionsOf({ direction = 'forward' }: OnnxAttributes): readonly Direction[] {
  return direction === 'bidirectional' ? ['forward', 'reverse'] : [direction];
}

/** The layer of direction k. Where nothing differs from the plain cell it is the plain cell. */
export function describeDirection(
  op: string,
  settings: OnnxAttributes,
  inputs: Tensors | undefined,
  inputSize: number,
  k: number,
): LayerDescription {
  const variant = variantOf(op, settings, inputs, k);
  return {
    ...cellOf(op),
    inputSize,
    hiddenSize: settings.hidden_size,
    bias: inputs?.['B'] !== undefined,
    reset: settings.linear_before_reset === 1 ? 'after' : DEFAULT_RESET.onnx,
    ...(Object.keys(variant).length > 0 && { variant }),
  };
}

/** For each operator what its activations are for, and which they are unless it says otherwise. */
const roles: Readonly<Record<string, readonly (readonly ['gates' | 'candidate' | 'shown', SquashingName])[]>> = {
  RNN: [['candidate', 'tanh']],
  GRU: [
    ['gates', 'sigmoid'],
    ['candidate', 'tanh'],
  ],
  LSTM: [
    ['gates', 'sigmoid'],
    ['candidate', 'tanh'],
    ['shown', 'tanh'],
  ],
};

function variantOf(op: string, settings: OnnxAttributes, inputs: Tensors | undefined, k: number): CellVariant {
  const own = roles[op] ?? [];
  const chosen = activationsOf(settings).slice(k * own.length, (k + 1) * own.length);
  const changed = own.flatMap(([role, usual], place) => {
    const choice = chosen[place];
    return choice === undefined || choice === usual ? [] : [[role, choice] as const];
  });
  return {
    ...Object.fromEntries(changed),
    ...(settings.clip !== undefined && { clip: settings.clip }),
    ...(settings.input_forget === 1 && { coupled: true }),
    ...(inputs?.['P'] && { peepholes: true }),
  };
}

/** By ONNX's name: the engine's, and which of alpha and beta it takes. */
const functions: Readonly<Record<string, readonly [SquashingName, ...('alpha' | 'beta')[]]>> = {
  Sigmoid: ['sigmoid'],
  Tanh: ['tanh'],
  Relu: ['relu'],
  Softplus: ['softplus'],
  LeakyRelu: ['leakyRelu', 'alpha'],
  HardSigmoid: ['hardSigmoid', 'alpha', 'beta'],
  ScaledTanh: ['scaledTanh', 'alpha', 'beta'],
};

/** The activations of all directions; alphas and betas are handed out in order to those that take them. */
function activationsOf({
  activations = [],
  activation_alpha = [],
  activation_beta = [],
}: OnnxAttributes): SquashingChoice[] {
  const left = { alpha: [...activation_alpha], beta: [...activation_beta] };
  return activations.map((name) => {
    const found = functions[name];
    if (!found) throw new NotOffered(`the activation ${name}`);
    const [ours, ...takes] = found;
    if (takes.length === 0) return ours;
    const given = takes.flatMap((parameter) => {
      const value = left[parameter].shift();
      return value === undefined ? [] : [[parameter, value] as const];
    });
    return { name: ours, ...Object.fromEntries(given) };
  });
}
