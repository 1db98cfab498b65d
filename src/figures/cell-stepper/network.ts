/** A trained network and what it does with a sequence of letters: every quantity of every step, as plain numbers. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { softmax } from '../../engine/losses.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import { createNetwork, type Network } from '../../engine/network.ts';
import type { Parameters } from '../../engine/parameters.ts';
import { parametersFromTensors, readSafetensors, TensorFileError } from '../../exchange/safetensors.ts';
import { CAPITALS, LETTERS } from '../../tasks/last-capital.ts';
import { oneHot } from '../../tasks/one-hot.ts';

export interface TrainedNetwork {
  readonly network: Network;
  readonly parameters: Parameters;
  /** What it reads, one letter per input. */
  readonly alphabet: readonly string[];
  /** What it may answer, one letter per output. */
  readonly answers: readonly string[];
}

/** Every quantity over the whole sequence, step by step: unit k at step t (both from 0) stands at t * H + k. */
export interface Run {
  readonly steps: number;
  readonly units: number;
  readonly values: Readonly<Record<string, Float64Array>>;
  /** softmax of the readout: answer k at step t stands at t * O + k. */
  readonly probability: Float64Array;
}

/** From a safetensors file in base64; its sizes are those of its tensors. Throws TensorFileError. */
export function loadNetwork(cell: CellKind, base64: string): TrainedNetwork {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const { tensors } = readSafetensors(bytes);
  const hiddenSize = tensors.get('rnn.weight_hh_l0')?.shape[1] ?? 0;
  const description = { cell, inputSize: LETTERS.length, hiddenSize, outputSize: CAPITALS.length, bias: true };
  const network = createNetwork(description, referenceKernels);
  const parameters = parametersFromTensors(network.shapes, tensors);
  return { network, parameters, alphabet: LETTERS, answers: CAPITALS };
}

/** The word under `errors` for what `loadNetwork` threw; text that is no base64 holds no file either. */
export function whyUnreadable(error: unknown): TensorFileError['code'] | 'unexpected' {
  if (error instanceof TensorFileError) return error.code;
  return error instanceof DOMException ? 'tensorFileUnreadable' : 'unexpected';
}

export function runNetwork(trained: TrainedNetwork, letters: string, interventions: readonly Intervention[]): Run {
  const { network, parameters } = trained;
  const { hiddenSize: units, outputSize } = network.description;
  const steps = letters.length;
  const inputs = inputsOf(trained, letters);
  const trace = network.createTrace(steps, 1);
  network.forward(parameters, inputs, trace, { interventions });

  const values: Record<string, Float64Array> = {};
  for (const name of trace.layer.names) {
    const all = new Float64Array(steps * units);
    for (let step = 0; step < steps; step += 1) all.set(trace.layer.quantity(name, step).data, step * units);
    values[name] = all;
  }
  const probability = new Float64Array(steps * outputSize);
  const row = createMatrix(1, outputSize);
  for (let step = 0; step < steps; step += 1) {
    softmax(row, network.readOut(parameters, trace, step));
    probability.set(row.data, step * outputSize);
  }
  return { steps, units, values, probability };
}

/** T matrices (1, I). */
export function inputsOf({ network, alphabet }: TrainedNetwork, letters: string): Matrix[] {
  const { inputSize } = network.description;
  return oneHot(letters.length, 1, inputSize, (_, step) => alphabet.indexOf(letters.charAt(step)));
}

/** The value of a unit (from 0) at a step (from 0); before the first step every state is 0. */
export function valueAt(run: Run, quantity: string, unit: number, step: number): number {
  if (step < 0) return 0;
  if (quantity === 'probability') return at(run.probability, step * (run.probability.length / run.steps) + unit);
  const values = run.values[quantity];
  if (!values) throw new Error(`There is no quantity called ${quantity}; there are ${Object.keys(run.values)}`);
  return at(values, step * run.units + unit);
}

function at(values: Float64Array, place: number): number {
  const value = values[place];
  if (value === undefined) throw new Error(`There is no entry ${place + 1}; the run has ${values.length}`);
  return value;
}
