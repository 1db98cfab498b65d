/** What ships can be made again from its seed, and scores what it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { racePlans, stepperPlans } from '../../src/commands/networks/plan.ts';
import { openPath } from '../../src/commands/shared/paths.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { parametersFromTensors, readSafetensors } from '../../src/exchange/safetensors.ts';
import { createTask } from '../../src/tasks/tasks.ts';
import { describeNetwork, type Run } from '../../src/training/run.ts';
import { createTraining, train } from '../../src/training/trainer.ts';

const folder = join(import.meta.dirname, '..', '..', 'content', 'networks');
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
const about = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { run: Run };
const tensorsOf = (name: string) => readSafetensors(readFileSync(join(folder, `${name}.safetensors`)));

test('every network of the plan is there, and none besides', () => {
  const race = racePlans.flatMap(({ id, runs }) => [...new Set(runs.map(({ cell }) => `race-${id}-${cell}`))]);
  expect(names.sort()).toEqual([...stepperPlans.map(({ id }) => id), ...race].sort());
});

test.each(names)('%s fits its run, which stands in the file as well', (name) => {
  const { run } = about(name);
  const { tensors, metadata } = tensorsOf(name);
  expect(JSON.parse(metadata.run ?? '')).toEqual(run);
  const { shapes } = createNetwork(describeNetwork(run, createTask(run.task, run.lag)), referenceKernels);
  expect(parametersFromTensors(shapes, tensors).data.every(Number.isFinite)).toBe(true);
});

// The quick ones; training is the same for all.
describe.each(['last-capital-lstm', 'last-capital-gru', 'last-capital-rnn', 'race-remember-5-gru'])('%s', (name) => {
  test('comes out again from its run, bit for bit', async () => {
    const training = createTraining(about(name).run, undefined, await openPath());
    for (const _ of train(training));
    const { shapes } = training.network;
    const shipped = parametersFromTensors(shapes, tensorsOf(name).tensors).data;
    expect(shipped).toEqual(Float64Array.from(training.parameters.data));
  });
});
