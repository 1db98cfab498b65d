/**
 * Training, one update at a time: a batch of fresh sequences, forward, back, clip, one step of the optimiser.
 *
 * A training knows nothing of workers, clocks or pages. `train` is a generator: whoever calls `next` decides when the
 * next update happens, so pausing, single updates and a busy page need nothing from it.
 */

import { clipByNorm } from '../engine/clipping.ts';
import { type ComputePath, type ComputePlan, referencePath } from '../engine/compute.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import type { Precision } from '../engine/matrix.ts';
import { createNetwork, type Network, type NetworkTrace } from '../engine/network.ts';
import { createOptimizer, type Optimizer } from '../engine/optimizers.ts';
import type { Parameters } from '../engine/parameters.ts';
import { createRandom, createRandomFrom, type Random } from '../engine/random.ts';
import type { Batch, Task } from '../tasks/contract.ts';
import { createTask } from '../tasks/tasks.ts';
import type { Checkpoint } from './checkpoint.ts';
import { initialize } from './initialize.ts';
import { type Score, scoreAndGradient, scoreBatch } from './objective.ts';
import { describeNetwork, type Run, runProblem } from './run.ts';
import { optimizerSettings } from './update-rules.ts';

/** Fresh sequences per check, from a seed that no run uses for training. */
const EVALUATION_SIZE = 256;
const EVALUATION_BATCH = 32;
const EVALUATION_SEED = 20_260_000;
/** Parameters, their gradients, and an optimiser's averages, two at most. */
const PARAMETER_SETS = 4;

/** A way to compute, or how to choose one when it is known what will be computed. */
export type Way = ComputePath | ((plan: ComputePlan) => ComputePath);

/** What one update did. */
export interface UpdateReport {
  readonly update: number;
  /** On the batch that this update learned from, before it. */
  readonly loss: number;
  readonly accuracy: number | null;
  /** Total norm of the gradient before clipping. */
  readonly gradientNorm: number;
  /** The check on the 256 held-out sequences, where one fell due. */
  readonly check: Score | null;
  /** Update of the first of two passed checks in a row; null while unsolved. */
  readonly solvedAt: number | null;
}

/** A number that stopped being one: training cannot go on. The weights are those before the update. */
export class NotFiniteError extends Error {
  readonly code = 'notFinite';
  readonly values: { readonly update: number; readonly where: string };
  constructor(update: number, where: string) {
    super(`Update ${update}: ${where} is not a finite number; try a smaller learning rate or a smaller clip`);
    this.name = 'NotFiniteError';
    this.values = { update, where };
  }
}

export interface Training {
  readonly run: Run;
  readonly task: Task;
  /** How it is computed. */
  readonly path: ComputePath;
  /** The network step by step, whatever path trains it: for whoever wants to read its states with these parameters. */
  readonly network: Network;
  readonly parameters: Parameters;
  /** Updates made so far. */
  readonly update: number;
  readonly solvedAt: number | null;
  readonly isFinished: boolean;
  /** Makes one update. Throws when the run is finished or a number is not finite. */
  advance(): UpdateReport;
  /** The score on the 256 held-out sequences with the weights as they are. */
  evaluate(): Score;
  checkpoint(): Checkpoint;
}

/** The updates of a training that are still to come, one at a time. */
export function* train(training: Training): Generator<UpdateReport, void> {
  while (!training.isFinished) yield training.advance();
}

/**
 * A training at its beginning, or where a checkpoint of the same run left off, on a way of computing. Throws a sentence
 * for an impossible run, a MemoryError for one that is too large.
 */
export function createTraining(run: Run, from?: Checkpoint, way: Way = referencePath): Training {
  const problem = runProblem(run);
  if (problem) throw new Error(problem);
  const task = createTask(run.task, run.lag);
  const description = describeNetwork(run, task);
  const plan: ComputePlan = {
    network: description,
    traces: [
      { capacity: task.longest, batch: run.batch },
      { capacity: task.check?.longest ?? task.longest, batch: EVALUATION_BATCH },
    ],
    parameterSets: PARAMETER_SETS,
  };
  const path = typeof way === 'function' ? way(plan) : way;
  const { kernels, precision, createLayer } = path.open(plan);
  const network = createNetwork(description, kernels, createLayer);
  const parameters = network.createParameters(precision);
  const gradients = network.createParameters(precision);
  const optimizer = createOptimizer(optimizerSettings(run.rule ?? 'adam', run.learningRate), parameters.data, kernels);
  const trace = network.createTrace(task.longest, run.batch, precision);
  let random = createRandom(run.seed, 'examples');
  let update = 0;
  let solvedAt: number | null = null;
  let lastCheckPassed = false;

  initialize(network, parameters, run, task.longest, createRandom(run.seed, 'weights'));
  if (from) {
    restore(from, parameters, optimizer);
    random = createRandomFrom(from.random);
    ({ update, solvedAt, lastCheckPassed } = from);
  }
  const heldOut = createHeldOut(task, network, parameters, precision);

  const advance = (): UpdateReport => {
    const batch = task.sample(random, run.batch);
    gradients.data.fill(0);
    // Drawn anew for each update from its number, so that no checkpoint need keep where the draws stand.
    const dropout = createRandom(run.seed, `dropout ${update + 1}`);
    const score = scoreAndGradient(network, parameters, gradients, trace, batch, dropout);
    const gradientNorm = clipByNorm(gradients.data, run.clip);
    if (!Number.isFinite(score.loss)) throw new NotFiniteError(update + 1, 'loss');
    if (!Number.isFinite(gradientNorm)) throw new NotFiniteError(update + 1, notFiniteName(gradients));
    optimizer.update(parameters.data, gradients.data);
    update += 1;

    const check = update % task.checkEvery === 0 ? heldOut() : null;
    if (check) {
      const passed = passes(task, check);
      if (passed && lastCheckPassed && solvedAt === null) solvedAt = update - task.checkEvery;
      lastCheckPassed = passed;
    }
    return { update, loss: score.loss, accuracy: score.accuracy, gradientNorm, check, solvedAt };
  };

  return {
    run,
    task,
    path,
    network: createNetwork(description, referenceKernels),
    parameters,
    get update() {
      return update;
    },
    get solvedAt() {
      return solvedAt;
    },
    get isFinished() {
      return update >= run.updates || (run.stopWhenSolved && solvedAt !== null);
    },
    advance,
    evaluate: heldOut,
    checkpoint: () => ({
      version: 1,
      run,
      update,
      solvedAt,
      lastCheckPassed,
      random: random.state(),
      optimizerUpdates: optimizer.state.updates,
      powers: [...optimizer.state.powers],
      parameters: Float64Array.from(parameters.data),
      slots: optimizer.state.slots.map((slot) => Float64Array.from(slot)),
    }),
  };
}

/** Whether a check meets the task's criterion. */
export function passes(task: Task, score: Score): boolean {
  const { criterion } = task;
  if (criterion.measure === 'loss') return score.loss < criterion.below;
  return (score[criterion.measure] ?? 0) >= criterion.atLeast;
}

/** Scores the network on the same sequences at every call, 256 unless the task says otherwise, in batches of 32. */
function createHeldOut(task: Task, network: Network, parameters: Parameters, precision: Precision): () => Score {
  const size = EVALUATION_BATCH;
  const { longest, sequences, sample } = task.check ?? { ...task, sequences: EVALUATION_SIZE };
  const random: Random = createRandom(EVALUATION_SEED, 'evaluation');
  let batches: Batch[] | null = null;
  let trace: NetworkTrace | null = null;
  return () => {
    batches ??= Array.from({ length: sequences / size }, () => sample(random, size));
    trace ??= network.createTrace(longest, size, precision);
    const memory = trace;
    const scores = batches.map((batch) => scoreBatch(network, parameters, memory, batch));
    const mean = (of: (score: Score) => number) => scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
    const [{ accuracy, sequences: whole }] = scores;
    return {
      loss: mean((score) => score.loss),
      accuracy: accuracy === null ? null : mean((score) => score.accuracy ?? 0),
      ...(whole === undefined ? {} : { sequences: mean((score) => score.sequences ?? 0) }),
    };
  };
}

function restore(from: Checkpoint, parameters: Parameters, optimizer: Optimizer): void {
  if (from.parameters.length !== parameters.data.length) {
    throw new Error(`The checkpoint has ${from.parameters.length} parameters, the run has ${parameters.data.length}`);
  }
  parameters.data.set(from.parameters);
  optimizer.state.updates = from.optimizerUpdates;
  optimizer.state.powers.splice(0, from.powers.length, ...from.powers);
  optimizer.state.slots.forEach((slot, index) => {
    slot.set(from.slots[index]);
  });
}

function notFiniteName(gradients: Parameters): string {
  const shape = gradients.shapes.find(({ name }) => gradients.get(name).data.some((value) => !Number.isFinite(value)));
  return `gradient of ${shape?.name ?? 'a parameter'}`;
}
