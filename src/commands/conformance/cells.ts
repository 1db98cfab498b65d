/** torch_cells: a cell stepped by hand, with every gate of every step, and gradients from the last. */
import type { Compute } from '../../engine/compute.ts';
import { layerShapes } from '../../engine/sequence/unrolled.ts';
import type { Case, Tensors } from './case.ts';
import type { Checks } from './checks.ts';
import { layerLoss } from './layer-losses.ts';
import { cellOf, readInitial, readParameters, runSequence, singleLayer, statesOf } from './recurrent.ts';
import { named, scalar, toArray, toMatrix } from './tensors.ts';

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

const nameOf = (name: string) => quantities[name] ?? name;

export function checkCell(testCase: Case, checks: Checks, compute: Compute): void {
  const { op, attributes, inputs, params, steps, loss, grads } = testCase;
  const { input_size, hidden_size, bias, steps: count } = attributes as unknown as CellAttributes;
  const description = { ...cellOf(op), inputSize: input_size, hiddenSize: hidden_size, bias };
  const batch = toArray(named(inputs, 'x0')).length / input_size;
  const sequence = {
    stack: singleLayer(compute, description),
    parameters: readParameters(compute, layerShapes(description, '', ''), params),
    inputs: Array.from({ length: count }, (_, step) => toMatrix(named(inputs, `x${step}`), compute.precision)),
    batch,
    initial: readInitial(compute, inputs, 1, batch, hidden_size),
  };
  const run = runSequence(compute, sequence);

  // Compiled code keeps no sum that it has squashed: what it does not keep is read from a pass that keeps everything.
  const { names } = run.trace.lane(0, 'forward').trace;
  const isKept = (name: string) => names.includes(nameOf(name));
  const areAllKept = Object.keys(steps?.[0] ?? {}).every(isKept);
  const full = areAllKept ? run : runSequence(compute, { ...sequence, keepsEverything: true });
  steps?.forEach((expected, step) => {
    const read = (name: string) => (isKept(name) ? run : full).trace.quantity(nameOf(name), step).data;
    checks.all(expected as Tensors, read);
  });

  if (!loss) return;
  const gradientsFrom = layerLoss(loss, run, false);
  checks.tensor('loss', [gradientsFrom.value], scalar(loss.value));
  const { gradients, back } = run.backward(gradientsFrom);
  checks.all(grads, (name) => {
    if (name === 'h0') return statesOf(back.dInitial, 'hiddenState');
    if (name === 'c0') return statesOf(back.dInitial, 'cellState');
    if (/^x\d+$/.test(name)) return back.inputGradient(Number(name.slice(1))).data;
    return gradients.get(name).data;
  });
}
