/**
 * The worker's desk: takes what the page says in the order it was said, keeps the jobs, and gives each its turn. It
 * reaches for nothing: the shell in `worker.ts` hands it the line to the page, the clock and the files.
 */

import { referenceKernels } from '../engine/kernels/reference.ts';
import { createNetwork, type Network } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';
import { parametersFromTensors, readSafetensors } from '../exchange/safetensors.ts';
import { fade } from '../experiments/fading.ts';
import { measureForgetting } from '../experiments/forgetting.ts';
import { lookInside } from '../experiments/insight.ts';
import { readContrast } from '../experiments/reading.ts';
import type { Task } from '../tasks/contract.ts';
import { createTask } from '../tasks/tasks.ts';
import { describeNetwork, type Run } from '../training/run.ts';
import { createTraining, type Way } from '../training/trainer.ts';
import type { Contenders } from './contenders.ts';
import type { Job } from './job.ts';
import { createMeasuringJob } from './measuring-job.ts';
import type { FromWorker, ToWorker, Weights } from './messages.ts';
import { createOriginalJob } from './original-job.ts';
import { createTrainingJob } from './training-job.ts';

export interface DeskTools {
  readonly post: (message: FromWorker) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Asks for `turn` to be called once what the page has sent meanwhile is heard. */
  readonly requestTurn: () => void;
  /** How a run with these numerics is computed here; may take as long as files take to arrive. */
  readonly findWay: (numerics: NonNullable<Run['numerics']>) => Promise<Way>;
  readonly findContenders: () => Promise<Contenders>;
}

export interface Desk {
  hear(message: ToWorker): void;
  /** A slice of time for every job that runs. */
  turn(): void;
}

const SLICE_MS = 30;
/** Between two signs of life while files are on their way. */
const SIGN_EVERY_MS = 500;

export function createDesk({ post, now, requestTurn, findWay, findContenders }: DeskTools): Desk {
  const jobs = new Map<number, Job>();
  let isTurnDue = false;
  /** The first word of a training waits for the kernels, and what is said after it waits for that. */
  let heard: Promise<void> = Promise.resolve();

  const scheduleTurn = () => {
    if (isTurnDue || ![...jobs.values()].some((job) => job.isRunning)) return;
    isTurnDue = true;
    requestTurn();
  };
  /** What goes wrong in a job ends that job alone, and is told. */
  const fail = (job: number, error: unknown) => {
    jobs.delete(job);
    const { code, values } = (error ?? {}) as { code?: unknown; values?: Record<string, string | number> };
    const isNamed = typeof code === 'string';
    post({
      kind: 'failed',
      job,
      code: isNamed ? code : 'unexpected',
      values: (isNamed && values) || {},
      message: String(error),
    });
  };
  /** Waits for what a job computes with, saying now and then that this worker lives. */
  const arriving = async <T>(job: number, found: Promise<T>): Promise<T> => {
    const sign = setInterval(() => post({ kind: 'waiting', job }), SIGN_EVERY_MS);
    try {
      return await found;
    } finally {
      clearInterval(sign);
    }
  };
  const obey = async (message: ToWorker) => {
    const { job } = message;
    switch (message.kind) {
      case 'train': {
        const way = await arriving(job, findWay(message.run.numerics ?? 'reproducible'));
        jobs.set(job, createTrainingJob(message, post, now, way));
        break;
      }
      case 'measure':
        jobs.set(job, createMeasuringJob(job, await arriving(job, findContenders()), post, now));
        break;
      case 'read':
        post({ kind: 'read', job, reading: onNetwork(message.run, message.weights, readContrast, message.readSeed) });
        break;
      case 'look':
        post({ kind: 'looked', job, insight: onNetwork(message.run, message.weights, lookInside, message.seed) });
        break;
      case 'forget': {
        const forgetting = onNetwork(message.run, message.weights, measureForgetting, message.seed);
        post({ kind: 'forgotten', job, forgetting });
        break;
      }
      case 'fade':
        post({ kind: 'faded', job, faded: fade(message.untrained, message.lag) });
        break;
      case 'original':
        jobs.set(job, createOriginalJob(message, post, now));
        break;
      case 'stop':
        jobs.delete(job);
        break;
      default:
        jobs.get(job)?.[message.kind]();
    }
  };

  return {
    hear(message) {
      heard = heard
        .then(() => obey(message))
        .catch((error) => fail(message.job, error))
        .then(scheduleTurn);
    },
    turn() {
      isTurnDue = false;
      for (const [id, job] of jobs) {
        if (!job.isRunning) continue;
        try {
          job.advance(SLICE_MS);
        } catch (error) {
          fail(id, error);
        }
      }
      scheduleTurn();
    },
  };
}

/** What an experiment finds on the network of a run with these weights. */
function onNetwork<Found>(
  run: Run,
  weights: Weights,
  experiment: (network: Network, parameters: Parameters, task: Task, seed: number) => Found,
  seed: number,
): Found {
  if (weights === null || weights instanceof Float64Array) {
    const { network, parameters, task } = createTraining(run);
    if (weights && weights.length !== parameters.data.length) {
      throw new Error(`${weights.length} weights were given, the network of this run has ${parameters.data.length}`);
    }
    if (weights) parameters.data.set(weights);
    return experiment(network, parameters, task, seed);
  }
  const task = createTask(run.task, run.lag);
  const network = createNetwork(describeNetwork(run, task), referenceKernels);
  const parameters = parametersFromTensors(network.shapes, readSafetensors(weights).tensors);
  return experiment(network, parameters, task, seed);
}
