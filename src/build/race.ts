/**
 * The measured runs of content/results/race as entries of a collection, with what a page needs to open on them: how
 * wide the cells are, and for one lag what each network holds and answers while it reads.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Loader } from 'astro/loaders';
import { z } from 'astro/zod';
import type { CellKind } from '../engine/cells/contract.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import { createNetwork } from '../engine/network.ts';
import { parametersFromTensors, readSafetensors } from '../exchange/safetensors.ts';
import { readContrast } from '../experiments/reading.ts';
import { createTask } from '../tasks/tasks.ts';
import { countRunParameters, equalBudgetHidden } from '../training/budget.ts';
import { describeNetwork, type Run } from '../training/run.ts';

/** Decides the sequences that the page opens with; the worker is asked for the same. */
const READ_SEED = 1;
/** The width that `npm run train` has, and the LSTM of the equal budget. */
const USUAL_HIDDEN = 16;
/** The page opens on the lag nearest to this. */
const OPENING_LAG = 100;
const CELLS = ['rnn', 'gru', 'lstm'] as const;

const cell = z.enum(CELLS);
const width = z.object({ cell, hidden: z.number(), parameters: z.number() });
const reading = z.object({
  steps: z.number(),
  units: z.number(),
  values: z.array(z.number()),
  shares: z.array(z.number()),
  answer: z.array(z.number()),
  right: z.number(),
  signs: z.array(z.string()),
  marked: z.array(z.number()),
});

const result = z.object({
  task: z.enum(['remember', 'order-6a', 'adding']),
  lag: z.number(),
  updates: z.number(),
  command: z.string(),
  cells: z.array(
    width.extend({
      seeds: z.array(
        z.object({
          seed: z.number(),
          solvedAt: z.number().nullable(),
          final: z.number(),
          checks: z.array(z.number()),
        }),
      ),
    }),
  ),
});

/** A file of content/results with runs of one task, lag and beginning: the race's, and what else the laboratory shows. */
export const laboratorySchema = result.extend({
  task: z.enum(['remember', 'order-6a', 'adding', 'latch-3a']),
  init: z.enum(['chrono', 'default']),
});

export const raceSchema = z.object({
  results: result,
  widths: z.object({ equal: z.array(width), sixteen: z.array(width) }),
  readSeed: z.number(),
  readings: z.record(cell, reading).nullable(),
  defaultBiases: result.nullable(),
});

type Result = z.infer<typeof result>;
type Reading = z.infer<typeof reading>;

export function raceLoader(root = process.cwd()): Loader {
  const content = join(root, 'content');
  return {
    name: 'race',
    async load({ store, parseData }) {
      store.clear();
      const folder = join(content, 'results', 'race');
      const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
      const all = files.map((name) => result.parse(readJson(join(folder, name))));
      const opening = openingOf(all);
      for (const results of all) {
        const id = `${results.task}-${results.lag}`;
        const isOpening = results === opening;
        const entry = {
          results,
          widths: widthsOf(results),
          readSeed: READ_SEED,
          readings: isOpening ? readingsOf(results, join(content, 'networks')) : null,
          defaultBiases: isOpening ? result.parse(readJson(join(content, 'results', 'default-biases.json'))) : null,
        };
        store.set({ id, data: await parseData({ id, data: entry }) });
      }
    },
  };
}

function openingOf(all: readonly Result[]): Result | undefined {
  const distance = ({ lag }: Result) => Math.abs(lag - OPENING_LAG);
  return all.filter(({ task }) => task === 'remember').sort((a, b) => distance(a) - distance(b))[0];
}

function widthsOf({ task, lag }: Result) {
  const widthOf = (kind: CellKind, hidden: number) => ({
    cell: kind,
    hidden,
    parameters: countRunParameters({ task, lag, cell: kind, hidden }),
  });
  return {
    equal: CELLS.map((kind) => widthOf(kind, equalBudgetHidden(task, lag, kind, USUAL_HIDDEN))),
    sixteen: CELLS.map((kind) => widthOf(kind, USUAL_HIDDEN)),
  };
}

function readingsOf(results: Result, networks: string): Record<CellKind, Reading> {
  const { task: name, lag } = results;
  const task = createTask(name, lag);
  const readings = CELLS.map((kind) => {
    const file = join(networks, `race-${name}-${lag}-${kind}`);
    const { run } = readJson(`${file}.json`) as { run: Run };
    const network = createNetwork(describeNetwork(run, task), referenceKernels);
    const { tensors } = readSafetensors(readFileSync(`${file}.safetensors`));
    const read = readContrast(network, parametersFromTensors(network.shapes, tensors), task, READ_SEED);
    // Three decimals are more than a picture shows.
    const short = (numbers: Float32Array) => Array.from(numbers, (value) => Math.round(value * 1000) / 1000);
    const { values, shares, answer, signs, marked } = read;
    return [
      kind,
      {
        ...read,
        values: short(values),
        shares: short(shares),
        answer: [...answer],
        signs: [...signs],
        marked: [...marked],
      },
    ];
  });
  return Object.fromEntries(readings) as Record<CellKind, Reading>;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
