/** What ships can be made again from its seed, and scores what it says. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { racePlans } from '../../src/commands/networks/plan.ts';
import { trackedBy } from '../../src/commands/networks/stepper.ts';
import { stepperPlans } from '../../src/commands/networks/stepper-plan.ts';
import { openPath } from '../../src/commands/shared/paths.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { parametersFromTensors, readSafetensors } from '../../src/exchange/safetensors.ts';
import { HAND_SET_NAMES, makeHandSet } from '../../src/experiments/by-hand/hand-set.ts';
import { createTask } from '../../src/tasks/tasks.ts';
import { describeNetwork, type Run } from '../../src/training/run.ts';
import { createTraining, train } from '../../src/training/trainer.ts';

const folder = join(import.meta.dirname, '..', '..', 'content', 'networks');
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
const about = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { run: Run; stepper?: true; tracks?: object };
const tensorsOf = (name: string) => readSafetensors(readFileSync(join(folder, `${name}.safetensors`)));
const byHand = HAND_SET_NAMES.map((name) => `by-hand-${name}`);

test('every network of the plan is there, and none besides', () => {
  const race = racePlans.flatMap(({ id, runs }) => [...new Set(runs.map(({ cell }) => `race-${id}-${cell}`))]);
  expect(names.sort()).toEqual([...stepperPlans.map(({ id }) => id), ...byHand, ...race].sort());
});

test.each(names)('%s fits its run, which stands in the file as well', (name) => {
  const { run } = about(name);
  const { tensors, metadata } = tensorsOf(name);
  expect(JSON.parse(metadata.run ?? '')).toEqual(run);
  const { shapes } = createNetwork(describeNetwork(run, createTask(run.task, run.lag)), referenceKernels);
  expect(parametersFromTensors(shapes, tensors).data.every(Number.isFinite)).toBe(true);
});

const stepped = [...stepperPlans.map(({ id }) => id), ...byHand];

test('the networks of the stepper say so, and no others; each is at most 40 kB', () => {
  expect(names.filter((name) => about(name).stepper)).toEqual([...stepped].sort());
  for (const name of stepped) {
    expect(statSync(join(folder, `${name}.safetensors`)).size).toBeLessThanOrEqual(40_000);
  }
});

test.each(stepped)('%s: the unit that is said to follow something does, by the weights that ship', (name) => {
  const { run, tracks } = about(name);
  const task = createTask(run.task, run.lag);
  const network = createNetwork(describeNetwork(run, task), referenceKernels);
  const measured = trackedBy(network, parametersFromTensors(network.shapes, tensorsOf(name).tensors), task);
  expect(measured.tracks).toEqual(tracks);
});

test.each(HAND_SET_NAMES)('by-hand-%s is what its program sets', (name) => {
  const { network, parameters } = makeHandSet(name);
  const shipped = parametersFromTensors(network.shapes, tensorsOf(`by-hand-${name}`).tensors).data;
  expect(shipped).toEqual(Float64Array.from(Float32Array.from(parameters.data)));
});

// Some of the quick ones; `npm run audit networks` makes every one again.
const quick = ['last-capital-lstm', 'last-capital-gru', 'last-capital-rnn', 'remember-30-lstm-4', 'adding-40-gru-5'];
describe.each([...quick, 'race-remember-5-gru'])('%s', (name) => {
  test('comes out again from its run, bit for bit', async () => {
    const training = createTraining(about(name).run, undefined, await openPath());
    for (const _ of train(training));
    const { shapes } = training.network;
    const shipped = parametersFromTensors(shapes, tensorsOf(name).tensors).data;
    expect(shipped).toEqual(Float64Array.from(training.parameters.data));
  });
});
