/**
 * The worker: a thin shell around trainings. Several jobs share it in turn, a slice of about 30 ms each; between
 * slices it hears what the page has to say.
 */

import { referenceKernels } from '../engine/kernels/reference.ts';
import { createNetwork } from '../engine/network.ts';
import { parametersFromTensors, readSafetensors } from '../exchange/safetensors.ts';
import { readContrast } from '../experiments/reading.ts';
import { createTask } from '../tasks/tasks.ts';
import { describeNetwork } from '../training/run.ts';
import type { Way } from '../training/trainer.ts';
import { findWay } from './kernels.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { createTrainingJob, type TrainingJob } from './training-job.ts';

const SLICE_MS = 30;
const jobs = new Map<number, TrainingJob>();
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromWorker) => scope.postMessage(message);

// A message to itself comes after what the page has sent meanwhile, and is not slowed down in a hidden tab as timers are.
const turn = new MessageChannel();
let isTurnDue = false;
turn.port1.onmessage = () => {
  isTurnDue = false;
  for (const [id, job] of jobs) {
    if (job.isRunning) attempt(id, () => job.advance(SLICE_MS));
  }
  scheduleTurn();
};

/** What the page says is heard in the order it was said, the first word of a training after the kernels have arrived. */
let heard: Promise<void> = Promise.resolve();
scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  heard = heard.then(async () => {
    const way = data.kind === 'train' ? await arriving(data) : undefined;
    attempt(data.job, () => hear(data, way));
    scheduleTurn();
  });
};

/** Waits for what the run computes with, saying now and then that this worker lives. */
async function arriving({ job, run }: Extract<ToWorker, { kind: 'train' }>): Promise<Way> {
  const sign = setInterval(() => post({ kind: 'waiting', job }), 500);
  const way = await findWay(run.numerics ?? 'reproducible');
  clearInterval(sign);
  return way;
}

function hear(message: ToWorker, way?: Way): void {
  const { job } = message;
  switch (message.kind) {
    case 'train':
      jobs.set(
        job,
        createTrainingJob(message, post, () => performance.now(), way),
      );
      break;
    case 'read':
      post({ kind: 'read', job, reading: read(message) });
      break;
    case 'stop':
      jobs.delete(job);
      break;
    default:
      jobs.get(job)?.[message.kind]();
  }
}

function read({ run, weights, readSeed }: Extract<ToWorker, { kind: 'read' }>) {
  const task = createTask(run.task, run.lag);
  const network = createNetwork(describeNetwork(run, task), referenceKernels);
  return readContrast(network, parametersFromTensors(network.shapes, readSafetensors(weights).tensors), task, readSeed);
}

function scheduleTurn(): void {
  if (isTurnDue || ![...jobs.values()].some((job) => job.isRunning)) return;
  isTurnDue = true;
  turn.port2.postMessage(null);
}

/** What goes wrong in a job ends that job alone, and is told. */
function attempt(job: number, action: () => void): void {
  try {
    action();
  } catch (error) {
    jobs.delete(job);
    const { code, values } = error as { code?: string; values?: Record<string, string | number> };
    post({ kind: 'failed', job, code: code ?? 'unexpected', values: values ?? {}, message: String(error) });
  }
}
