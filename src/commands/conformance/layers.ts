/** torch_layers, torch_tricky, torch_varlen: a whole sequence, its outputs and the gradient of everything. */
import type { Compute } from '../../engine/compute.ts';
import { arrayFromSteps } from '../../engine/sequence/batch-first.ts';
import { createStack, type StackDescription, stackShapes } from '../../engine/sequence/stack.ts';
import { type Case, NotOffered } from './case.ts';
import type { Checks } from './checks.ts';
import { layerLoss } from './layer-losses.ts';
import { cellOf, type Run, readInitial, readParameters, runSequence, type Sequence, statesOf } from './recurrent.ts';
import { checkRowOfNoSteps } from './row-of-no-steps.ts';
import { named, scalar, toArray, toSteps } from './tensors.ts';

interface LayerAttributes {
  readonly input_size: number;
  readonly hidden_size: number;
  readonly num_layers: number;
  readonly bias: boolean;
  readonly bidirectional: boolean;
  readonly batch_first: boolean;
}

export function checkLayer(testCase: Case, checks: Checks, compute: Compute): void {
  if (testCase.op === 'pack_padded_sequence') {
    checkRowOfNoSteps(testCase, checks, compute);
    return;
  }
  if (testCase.outputs_abs_tolerance && compute.precision === 'float32') {
    throw new NotOffered('numbers smaller than single precision holds');
  }
  const attributes = testCase.attributes as unknown as LayerAttributes;
  const batchFirst = attributes.batch_first;
  const sequence = readSequence(testCase, attributes, compute);
  if (testCase.throws) {
    const sentence = 'forward: a sequence has at least one step, none was given';
    checks.refuses('a sequence of 0 steps', () => runSequence(compute, sequence), sentence);
    return;
  }
  const run = runSequence(compute, sequence);
  checks.all(testCase.outputs, (name) => outputOf(run, name, batchFirst), testCase.outputs_abs_tolerance);
  if (!testCase.loss) return;
  const loss = layerLoss(testCase.loss, run, batchFirst);
  checks.tensor('loss', [loss.value], scalar(testCase.loss.value));
  const { gradients, back } = run.backward(loss);
  checks.all(testCase.grads, (name) => {
    if (name === 'h0') return statesOf(back.dInitial, 'hiddenState');
    if (name === 'c0') return statesOf(back.dInitial, 'cellState');
    if (name !== 'input') return gradients.get(name).data;
    const dInputs = sequence.inputs.map((_, step) => back.inputGradient(step));
    return arrayFromSteps(dInputs, batchFirst);
  });
}

function readSequence({ op, inputs, params }: Case, attributes: LayerAttributes, compute: Compute): Sequence {
  const { input_size: inputSize, hidden_size: hiddenSize, num_layers: layers, bias, batch_first } = attributes;
  const directions = attributes.bidirectional ? (['forward', 'reverse'] as const) : (['forward'] as const);
  const description: StackDescription = { ...cellOf(op), inputSize, hiddenSize, bias, layers, directions };
  const input = named(inputs, 'input');
  const batch = input.shape.length === 2 ? 1 : input.shape[batch_first ? 0 : 1];
  return {
    stack: createStack(description, compute.createLayer),
    parameters: readParameters(compute, stackShapes(description), params),
    inputs: toSteps(input, batch_first, compute.precision),
    batch,
    initial: readInitial(compute, inputs, layers * directions.length, batch, hiddenSize),
    lengths: inputs?.['lengths'] && [...toArray(inputs['lengths'])],
  };
}

function outputOf(run: Run, name: string, batchFirst: boolean): ArrayLike<number> {
  if (name === 'output') return arrayFromSteps(run.outputs, batchFirst);
  if (name === 'h_n') return statesOf(run.final, 'hiddenState');
  if (name === 'c_n') return statesOf(run.final, 'cellState');
  throw new Error(`a layer has no output called ${name}`);
}
