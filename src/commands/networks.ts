/**
 * `npm run networks`: makes every network that ships with the site, from seeds or by hand, and measures the race.
 *
 * Writes content/networks/<id>.safetensors and .json, and content/results/race/<task>-<lag>.json; for the laboratory
 * content/results/laboratory/<task>-<lag>-<init>.json. What is there already is kept; `--again` makes everything anew.
 * Names given (`npm run networks -- remember-100`) make those alone.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HAND_SET_NAMES } from '../experiments/by-hand/hand-set.ts';
import { defaultBiasPlan, laboratoryPlans, RACE_SEEDS, type RacePlan, racePlans } from './networks/plan.ts';
import type { RaceRunResult } from './networks/race-run.ts';
import { type AboutStepper, makeByHand, makeStepper } from './networks/stepper.ts';
import { stepperPlans } from './networks/stepper-plan.ts';
import { readArguments, refuse } from './shared/arguments.ts';
import { openPath } from './shared/paths.ts';
import { root } from './shared/project.ts';

const networksFolder = join(root, 'content', 'networks');
const resultsFolder = join(root, 'content', 'results');
const raceFolder = join(resultsFolder, 'race');
const laboratoryFolder = join(resultsFolder, 'laboratory');
const { values, positionals } = readArguments({ options: { again: { type: 'boolean' } }, allowPositionals: true });
const byHand = HAND_SET_NAMES.map((name) => ({ id: `by-hand-${name}`, name }));
const known = [...stepperPlans, ...byHand, ...racePlans, ...laboratoryPlans, defaultBiasPlan].map(({ id }) => id);
const unknown = positionals.find((id) => !known.includes(id));
if (unknown) refuse(`There is no network called ${unknown}; there are ${known.join(', ')}.`);

mkdirSync(networksFolder, { recursive: true });
mkdirSync(raceFolder, { recursive: true });
mkdirSync(laboratoryFolder, { recursive: true });
const path = await openPath();
for (const plan of stepperPlans)
  if (isWanted(plan.id, join(networksFolder, `${plan.id}.json`))) writeStepper(plan.id, makeStepper(plan, path));
for (const { id, name } of byHand)
  if (isWanted(id, join(networksFolder, `${id}.json`))) writeStepper(id, makeByHand(name));
for (const plan of racePlans)
  if (isWanted(plan.id, join(raceFolder, `${plan.id}.json`))) await makeRace(plan, raceFolder);
for (const plan of laboratoryPlans)
  if (isWanted(plan.id, join(laboratoryFolder, `${plan.id}.json`))) await makeRace(plan, laboratoryFolder);
const { id: defaultBiases } = defaultBiasPlan;
if (isWanted(defaultBiases, join(resultsFolder, `${defaultBiases}.json`)))
  await makeRace(defaultBiasPlan, resultsFolder);

function isWanted(id: string, file: string): boolean {
  if (positionals.length > 0) return positionals.includes(id);
  return values.again === true || !existsSync(file);
}

function writeStepper(id: string, { weights, about }: { weights: Uint8Array; about: AboutStepper }): void {
  writeNetwork(id, weights, about);
  console.log(`${id}: ${about.accuracy === null ? `loss ${about.loss}` : `accuracy ${about.accuracy}`}`);
}

/** Weights ship with the race alone. */
async function makeRace({ id, task, lag, runs }: RacePlan, folder: string): Promise<void> {
  const results = await inThreads(runs.map((run) => () => trainInThread(run)));
  const cells = [...new Set(runs.map(({ cell }) => cell))].map((cell) => {
    const own = results.filter(({ run }) => run.cell === cell);
    const [first] = own;
    const { run, finalScore, parameters } = first;
    if (folder === raceFolder) writeNetwork(`race-${id}-${cell}`, first.weights, { run, ...finalScore, parameters });
    return {
      cell,
      hidden: first.run.hidden,
      parameters: first.parameters,
      seeds: own.map(({ run, solvedAt, finalScore, checks }) => ({
        seed: run.seed,
        solvedAt,
        final: rounded(finalScore.accuracy ?? finalScore.loss),
        checks: checks.map(({ accuracy, loss }) => rounded(accuracy ?? loss)),
      })),
    };
  });
  const { updates, init } = runs[0];
  const made = new Date().toISOString().slice(0, 10);
  const result = { task, lag, init, updates, seeds: RACE_SEEDS, made, command: `npm run networks -- ${id}`, cells };
  writeFileSync(join(folder, `${id}.json`), `${JSON.stringify(result)}\n`);
  const solved = cells.map(({ cell, seeds }) => `${cell} ${seeds.filter(({ solvedAt }) => solvedAt !== null).length}`);
  console.log(`${id}: solved of ${RACE_SEEDS.length}: ${solved.join(', ')}`);
}

function trainInThread(run: RacePlan['runs'][number]): Promise<RaceRunResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'networks', 'race-run.ts'), { workerData: run });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** Runs the jobs, as many at once as there are cores, and keeps their order. */
async function inThreads<T>(jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    while (next < jobs.length) {
      const index = next++;
      results[index] = await jobs[index]();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

function writeNetwork(id: string, weights: Uint8Array, about: object): void {
  writeFileSync(join(networksFolder, `${id}.safetensors`), weights);
  writeFileSync(join(networksFolder, `${id}.json`), `${JSON.stringify(about)}\n`);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
