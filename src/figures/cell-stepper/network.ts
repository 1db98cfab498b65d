/** A trained network and what it does with one sequence: every quantity of every step, as plain numbers. */
import type { CellKind, StateName } from '../../engine/cells/contract.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { softmax } from '../../engine/losses.ts';
import { createMatrix } from '../../engine/matrix.ts';
import { createNetwork, type Network } from '../../engine/network.ts';
import type { Parameters } from '../../engine/parameters.ts';
import { parametersFromTensors, readSafetensors, TensorFileError } from '../../exchange/safetensors.ts';
import type { Task } from '../../tasks/contract.ts';
import { type Reading, type Stepped, steppedTask } from '../../tasks/stepped.ts';
import { createTask } from '../../tasks/tasks.ts';
import { describeNetwork, type Run as TrainingRun } from '../../training/run.ts';
import { type InitialValue, initialStates } from './initial.ts';
import type { Sequence } from './sequence.ts';

/** The part of a training run, as content/networks keeps it, that says what the network is. */
export type NetworkMade = Pick<TrainingRun, 'task' | 'lag' | 'cell' | 'hidden' | 'variant' | 'reset'>;

/** Of what is kept of a run only that. Throws a sentence where it is no run. */
export function networkMade(run: Readonly<Record<string, unknown>>): NetworkMade {
  const { task, lag, cell, hidden, variant, reset } = run as unknown as NetworkMade;
  const own = { task, lag, cell, hidden };
  if (Object.values(own).includes(undefined as never)) throw new Error(`No run: ${JSON.stringify(run)}`);
  return { ...own, ...(variant === undefined ? {} : { variant }), ...(reset === undefined ? {} : { reset }) };
}

export interface TrainedNetwork {
  readonly network: Network;
  readonly parameters: Parameters;
  readonly task: Task;
  /** How its inputs are read, and what is right. */
  readonly stepped: Stepped;
  readonly reading: Reading;
  /** What it reads, one letter per input; empty where it reads numbers. */
  readonly alphabet: readonly string[];
  /** One class by softmax, or a number per output as the readout gives it. */
  readonly answering: 'classes' | 'numbers';
  /** A sign for each output. */
  readonly answers: readonly string[];
}

/** Every quantity over the whole sequence, step by step: unit k at step t (both from 0) stands at t * H + k. */
export interface Run {
  /** The very network that ran, with the reader's weights where they were changed. */
  readonly trained: TrainedNetwork;
  readonly sequence: Sequence;
  readonly steps: number;
  readonly units: number;
  readonly values: Readonly<Record<string, Float64Array>>;
  /** The numbers read: input k at step t stands at t * I + k. */
  readonly inputs: Float64Array;
  /** The states before the first step, H each; zeros unless the reader set them. */
  readonly initial: Readonly<Partial<Record<StateName, Float64Array>>>;
  /** softmax of the readout, or the readout itself: answer k at step t stands at t * O + k. */
  readonly answer: Float64Array;
}

/** What the reader changes about a run besides letters and weights. */
export interface Held {
  readonly interventions?: readonly Intervention[];
  readonly initial?: readonly InitialValue[];
}

/** Throws a sentence for a task that cannot be stepped through. */
export function createTrained(task: Task, network: Network, parameters: Parameters): TrainedNetwork {
  const stepped = steppedTask(task);
  if (!stepped) throw new Error(`Nobody has said yet how a person reads the task ${task.name}: see tasks/stepped.ts`);
  const { reading } = stepped;
  const { outputSize } = network.description;
  const answering = task.answers.length > 0 ? 'classes' : 'numbers';
  const numbers = Array.from({ length: outputSize }, (_, k) => (outputSize === 1 ? 'y' : `y${k + 1}`));
  return {
    ...{ network, parameters, task, stepped, reading, answering },
    alphabet: reading.kind === 'letters' ? reading.alphabet : [],
    answers: answering === 'classes' ? task.answers.map(signOf) : numbers,
  };
}

/** A letter as it is seen: a space as a mark. */
export function signOf(letter: string): string {
  return letter === ' ' ? '␣' : letter;
}

/** From a safetensors file, its bytes or base64. Throws TensorFileError where it is not the file of such a network. */
export function loadNetwork(made: NetworkMade, file: Uint8Array | string): TrainedNetwork {
  const task = createTask(made.task, made.lag);
  const network = createNetwork(describeNetwork(made, task), referenceKernels);
  const bytes = typeof file === 'string' ? Uint8Array.from(atob(file), (sign) => sign.charCodeAt(0)) : file;
  const { tensors } = readSafetensors(bytes);
  return createTrained(task, network, parametersFromTensors(network.shapes, tensors));
}

/** The word under `errors` for what `loadNetwork` threw; text that is no base64 holds no file either. */
export function whyUnreadable(error: unknown): TensorFileError['code'] | 'unexpected' {
  if (error instanceof TensorFileError) return error.code;
  return error instanceof DOMException ? 'tensorFileUnreadable' : 'unexpected';
}

export function runNetwork(trained: TrainedNetwork, sequence: Sequence, held: Held = {}): Run {
  const { network, parameters, answering } = trained;
  const { hiddenSize: units, outputSize } = network.description;
  const { steps } = sequence;
  const trace = network.createTrace(steps, 1);
  const initial = initialStates(trained, held.initial ?? []);
  network.forward(parameters, sequence.inputs, trace, {
    interventions: held.interventions ?? [],
    initial: initial && [initial],
  });

  const values: Record<string, Float64Array> = {};
  for (const name of trace.layer.names) {
    const all = new Float64Array(steps * units);
    for (let step = 0; step < steps; step += 1) all.set(trace.layer.quantity(name, step).data, step * units);
    values[name] = all;
  }
  const answer = new Float64Array(steps * outputSize);
  const row = createMatrix(1, outputSize);
  for (let step = 0; step < steps; step += 1) {
    const output = network.readOut(parameters, trace, step);
    if (answering === 'classes') softmax(row, output);
    answer.set(answering === 'classes' ? row.data : output.data, step * outputSize);
  }
  const begun = trace.layer.statesBefore(0);
  const states: Run['initial'] = {
    hiddenState: Float64Array.from(begun.hiddenState.data),
    ...(begun.cellState ? { cellState: Float64Array.from(begun.cellState.data) } : {}),
  };
  return { trained, sequence, steps, units, values, inputs: sequence.values, initial: states, answer };
}

/** The kind of cell, which says what its quantities and weights are called. */
export function cellOf({ network }: TrainedNetwork): CellKind {
  return network.description.cell;
}

/**
 * The value of a unit (from 0) at a step (from 0), of an answer (`probability`) or a number read (`input`). Before the
 * first step stand the initial states; of what has none there, 0.
 */
export function valueAt(run: Run, quantity: string, unit: number, step: number): number {
  if (step < 0) return run.initial[quantity as StateName]?.[unit] ?? 0;
  if (quantity === 'probability') return at(run.answer, step * (run.answer.length / run.steps) + unit);
  if (quantity === 'input') return at(run.inputs, step * (run.inputs.length / run.steps) + unit);
  const values = run.values[quantity];
  if (!values) throw new Error(`There is no quantity called ${quantity}; there are ${Object.keys(run.values)}`);
  return at(values, step * run.units + unit);
}

function at(values: Float64Array, place: number): number {
  const value = values[place];
  if (value === undefined) throw new Error(`There is no entry ${place + 1}; the run has ${values.length}`);
  return value;
}
