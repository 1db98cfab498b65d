/** torch_cells: a cell stepped by hand, with every gate of every step, and gradients from the last. */
import { type Case, named, scalar, type Tensors, toArray, toMatrix } from './case.ts';
import type { Checks } from './checks.ts';
import { layerLoss } from './layer-losses.ts';
import { cellOf, readInitial, readLayerParameters, runLayer, stateOf } from './recurrent.ts';

interface CellAttributes {
  readonly input_size: number;
  readonly hidden_size: number;
  readonly bias: boolean;
  readonly steps: number;
}

/** The engine's names for what the files write in a letter or two. */
export const quantities: Readonly<Record<string, string>> = {
  pre: 'preActivation',
  i: 'inputGate',
  f: 'forgetGate',
  g: 'candidate',
  n: 'candidate',
  o: 'outputGate',
  r: 'resetGate',
  z: 'updateGate',
  tanh_c: 'squashedCell',
  c: 'cellState',
  h: 'hiddenState',
};

export function checkCell({ op, attributes, inputs, params, steps, loss, grads }: Case, checks: Checks): void {
  const { input_size, hidden_size, bias, steps: count } = attributes as unknown as CellAttributes;
  const description = { ...cellOf(op), inputSize: input_size, hiddenSize: hidden_size, bias };
  const sequence = Array.from({ length: count }, (_, step) => toMatrix(named(inputs, `x${step}`)));
  const batch = toArray(named(inputs, 'x0')).length / input_size;
  const parameters = readLayerParameters(description, '', params);
  const initial = readInitial(inputs, batch, hidden_size);
  const run = runLayer({ description, parameters, suffix: '', inputs: sequence, initial });

  steps?.forEach((expected, step) => {
    checks.all(expected as Tensors, (name) => run.trace.quantity(quantities[name] ?? name, step).data);
  });

  if (!loss) return;
  const gradientsFrom = layerLoss(loss, run, false);
  checks.tensor('loss', [gradientsFrom.value], scalar(loss.value));
  const { gradients, trace } = run.backward(gradientsFrom);
  checks.all(grads, (name) => {
    if (name === 'h0') return stateOf(trace.dInitial, 'hiddenState').data;
    if (name === 'c0') return stateOf(trace.dInitial, 'cellState').data;
    if (/^x\d+$/.test(name)) return trace.inputGradient(Number(name.slice(1))).data;
    return gradients.get(name).data;
  });
}
