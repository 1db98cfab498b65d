/** torch_layers, torch_tricky, torch_varlen: a whole sequence, its outputs and the gradient of everything. */
import type { LayerDescription } from '../../engine/sequence/contract.ts';
import { type Case, fromSteps, NotOffered, named, scalar, toSteps } from './case.ts';
import type { Checks } from './checks.ts';
import { layerLoss } from './layer-losses.ts';
import { cellOf, type Layer, type LayerRun, readInitial, readLayerParameters, runLayer, stateOf } from './recurrent.ts';

interface LayerAttributes {
  readonly input_size: number;
  readonly hidden_size: number;
  readonly num_layers: number;
  readonly bias: boolean;
  readonly bidirectional: boolean;
  readonly batch_first: boolean;
  readonly lengths?: readonly number[];
}

export function checkLayer(testCase: Case, checks: Checks): void {
  const attributes = testCase.attributes as unknown as LayerAttributes;
  refuseUnknown(testCase, attributes);
  const batchFirst = attributes.batch_first;
  const layer = readLayer(testCase, attributes);
  if (testCase.throws) {
    checks.refuses('a sequence of 0 steps', () => runLayer(layer));
    return;
  }
  const run = runLayer(layer);
  checks.all(testCase.outputs, (name) => outputOf(run, name, batchFirst), testCase.outputs_abs_tolerance);
  if (!testCase.loss) return;
  const loss = layerLoss(testCase.loss, run, batchFirst);
  checks.tensor('loss', [loss.value], scalar(testCase.loss.value));
  const { gradients, trace } = run.backward(loss);
  checks.all(testCase.grads, (name) => {
    if (name === 'h0') return stateOf(trace.dInitial, 'hiddenState').data;
    if (name === 'c0') return stateOf(trace.dInitial, 'cellState').data;
    if (name !== 'input') return gradients.get(name).data;
    return fromSteps(
      layer.inputs.map((_, step) => trace.inputGradient(step)),
      batchFirst,
    );
  });
}

function refuseUnknown({ inputs }: Case, attributes: LayerAttributes): void {
  if (inputs?.['lengths'] || attributes.lengths) throw new NotOffered('rows of different lengths');
  if (attributes.bidirectional) throw new NotOffered('both directions');
  if (attributes.num_layers > 1) throw new NotOffered('several layers');
}

function readLayer({ op, inputs, params }: Case, attributes: LayerAttributes): Layer {
  const { input_size: inputSize, hidden_size: hiddenSize, bias, batch_first: batchFirst } = attributes;
  const description: LayerDescription = { ...cellOf(op), inputSize, hiddenSize, bias };
  const input = named(inputs, 'input');
  const batch = input.shape.length === 2 ? 1 : input.shape[batchFirst ? 0 : 1];
  return {
    description,
    parameters: readLayerParameters(description, '_l0', params),
    suffix: '_l0',
    inputs: toSteps(input, batchFirst),
    initial: readInitial(inputs, batch, hiddenSize),
  };
}

function outputOf(run: LayerRun, name: string, batchFirst: boolean): ArrayLike<number> {
  if (name === 'output') return fromSteps(run.hidden, batchFirst);
  if (name === 'h_n') return run.final.hiddenState.data;
  if (name === 'c_n') return stateOf(run.final, 'cellState').data;
  throw new Error(`a layer has no output called ${name}`);
}
