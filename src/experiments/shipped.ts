/**
 * What ships with the site and the prose speaks of: the stepper's networks and the measured runs.
 *
 * Read from content/ while the site is built. Everything else in this folder takes numbers and gives numbers.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellKind } from '../engine/cells/contract.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import { createNetwork } from '../engine/network.ts';
import { parametersFromTensors, readSafetensors, type Tensor } from '../exchange/safetensors.ts';
import type { TaskName } from '../tasks/contract.ts';
import { lastCapitalTask } from '../tasks/last-capital.ts';
import { EXAMPLE, EXAMPLE_ASKED, EXAMPLE_CUT, lettersToInputs } from '../tasks/last-capital-example.ts';
import { createTask } from '../tasks/tasks.ts';
import { describeNetwork, type Run } from '../training/run.ts';
import { type Forgetting, measureForgetting } from './forgetting.ts';
import type { Question } from './lstm-reading.ts';
import { once } from './once.ts';
import type { RaceResults } from './results.ts';
import type { Sweep } from './sweeps.ts';

/** How a shipped network was made, and how often it is right on fresh sequences. */
interface ShippedNetwork {
  readonly run: Run;
  readonly accuracy: number;
}

/** The same of a network of the race, with what it takes to run it elsewhere. */
export interface RaceNetwork extends Omit<ShippedNetwork, 'accuracy'> {
  /** Null where answers are numbers. */
  readonly accuracy: number | null;
  readonly loss: number;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

export const rnnQuestion = once(() => stepperQuestion('rnn'));
export const lstmQuestion = once(() => stepperQuestion('lstm'));
export const gruQuestion = once(() => stepperQuestion('gru'));

/** The race at this lag: three cells, five seeds, chrono biases. */
export function raceResults(lag: number): RaceResults {
  return readJson('results', 'race', `remember-${lag}.json`);
}

/** The gated cells of the race begun with the biases of frameworks. */
export const defaultBiasResults = once((): RaceResults => readJson('results', 'default-biases.json'));

/** A sweep of content/results/sweeps, by name. */
export function shippedSweep(name: string): Sweep {
  return readJson('results', 'sweeps', `${name}.json`);
}

/** A network of the race, seed 1: its run, its score on the lag it was trained for, and its weights by name. */
export function raceNetwork(task: TaskName, lag: number, cell: CellKind): RaceNetwork {
  const name = `race-${task}-${lag}-${cell}`;
  const { tensors } = readSafetensors(readFileSync(contentPath('networks', `${name}.safetensors`)));
  return { ...readJson<Omit<RaceNetwork, 'tensors'>>('networks', `${name}.json`), tensors };
}

/** What that network of remembering loses on its way, on the sequences that the figure opens with. */
export function raceForgetting(cell: CellKind, lag: number): Forgetting {
  const { run, tensors } = raceNetwork('remember', lag, cell);
  const task = createTask(run.task, run.lag);
  const network = createNetwork(describeNetwork(run, task), referenceKernels);
  return measureForgetting(network, parametersFromTensors(network.shapes, tensors), task, 1);
}

/** What is known of a network of the stepper. */
export function shippedNetwork(cell: CellKind): ShippedNetwork {
  return readJson('networks', `last-capital-${cell}.json`);
}

/** A network of the stepper on the sequence it opens with. */
function stepperQuestion(cell: CellKind): Question {
  const { run } = shippedNetwork(cell);
  const network = createNetwork(describeNetwork(run, lastCapitalTask()), referenceKernels);
  const { tensors } = readSafetensors(readFileSync(contentPath('networks', `last-capital-${cell}.safetensors`)));
  return {
    network,
    parameters: parametersFromTensors(network.shapes, tensors),
    inputs: lettersToInputs(EXAMPLE),
    cut: EXAMPLE_CUT,
    asked: EXAMPLE_ASKED,
    // The first letter: the only capital before the question.
    rightClass: 0,
  };
}

function readJson<Shape>(...path: string[]): Shape {
  return JSON.parse(readFileSync(contentPath(...path), 'utf8')) as Shape;
}

/** Builds and tests run in the project's root. */
function contentPath(...path: string[]): string {
  return join(process.cwd(), 'content', ...path);
}
