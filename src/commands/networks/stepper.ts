/** One network of the stepper: trained or set by hand, scored on fresh sequences, and asked which of its units follows what. */
import type { ComputePath } from '../../engine/compute.ts';
import type { Network } from '../../engine/network.ts';
import { createParameters, type Parameters } from '../../engine/parameters.ts';
import { createRandom } from '../../engine/random.ts';
import { writeSafetensors } from '../../exchange/safetensors.ts';
import { type HandSetName, makeHandSet } from '../../experiments/by-hand/hand-set.ts';
import type { Kind } from '../../experiments/by-hand/setting.ts';
import { type Tracking, trackings } from '../../experiments/tracking.ts';
import { type Thing, watchBatch, watchedThing } from '../../experiments/watched.ts';
import type { Task } from '../../tasks/contract.ts';
import { type Run, recipe } from '../../training/run.ts';
import { createTraining, type Training, train } from '../../training/trainer.ts';
import type { StepperPlan } from './stepper-plan.ts';

/** What stands beside the weights. */
export interface AboutStepper {
  /** For the stepper's list. */
  readonly stepper: true;
  /** Of weights set by hand the name of what they do; `run` then only says which network it is. */
  readonly handSet?: HandSetName;
  readonly run: Run | Kind;
  /** On fresh sequences. */
  readonly loss: number;
  /** Null where answers are numbers. */
  readonly accuracy: number | null;
  /** Share of sequences with every answer right, where a task asks for that. */
  readonly sequences?: number;
  readonly parameters: number;
  /** The unit that follows best what its task is about. */
  readonly tracks?: Tracked;
}

/** A unit counted from 1, as in everything printed. */
interface Tracked extends Tracking {
  readonly thing: Thing;
}

/** Fresh sequences on which units are watched, from a seed of their own. */
const WATCHED = 64;
const WATCHED_SEED = 20_261_000;

export function makeStepper(
  { run }: StepperPlan,
  path: ComputePath,
): { weights: Uint8Array<ArrayBuffer>; about: AboutStepper } {
  const training = createTraining(run, undefined, path);
  for (const _ of train(training));
  return scored(training, run, {});
}

/** Weights that nobody trained, scored like the others. */
export function makeByHand(name: HandSetName): { weights: Uint8Array<ArrayBuffer>; about: AboutStepper } {
  const { kind, parameters } = makeHandSet(name);
  const training = createTraining({ ...recipe, ...kind });
  // Scored as they are read back from the file.
  training.parameters.data.set(Float32Array.from(parameters.data));
  return scored(training, kind, { handSet: name });
}

function scored(training: Training, run: Run | Kind, made: Pick<AboutStepper, 'handSet'>) {
  const { loss, accuracy, sequences } = training.evaluate();
  const { parameters, network, task } = training;
  const about: AboutStepper = {
    stepper: true,
    ...made,
    run,
    loss,
    accuracy,
    ...(sequences === undefined ? {} : { sequences }),
    parameters: parameters.data.length,
    ...trackedBy(network, parameters, task),
  };
  return { weights: writeSafetensors(parameters, { run: JSON.stringify(run) }), about };
}

/** Which unit of a network follows best what its task is about; nothing where nothing is known of the task. */
export function trackedBy(network: Network, parameters: Parameters, task: Task): { tracks?: Tracked } {
  const thing = watchedThing(task.name);
  if (!thing) return {};
  const { inputs } = task.sample(createRandom(WATCHED_SEED, 'watched'), WATCHED);
  // As they are read back from the file: float32 numbers, computed with in float64.
  const shipped = createParameters(parameters.shapes);
  shipped.data.set(parameters.data);
  const [best] = trackings(network, shipped, inputs, watchBatch(thing, inputs));
  const { quantity, unit, share } = best;
  return { tracks: { thing: thing.thing, quantity, unit: unit + 1, share: Number(share.toPrecision(4)) } };
}
