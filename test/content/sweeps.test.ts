/** The sweeps that ship: whole, told how they were made, and true: a run of theirs made again gives the same weights. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openPath } from '../../src/commands/shared/paths.ts';
import { runsOf } from '../../src/commands/sweep/grid.ts';
import {
  keepsCurves,
  SHIPPED_NAMES,
  type ShippedSweep,
  shippedGrids,
  sweepsFolder,
} from '../../src/commands/sweep/shipped.ts';
import { describeRun, sha256 } from '../../src/commands/train/result.ts';
import { createTraining, train } from '../../src/training/trainer.ts';

describe.each(SHIPPED_NAMES)('the sweep %s', (name) => {
  const sweep = JSON.parse(readFileSync(join(sweepsFolder, `${name}.json`), 'utf8')) as ShippedSweep;
  const runs = shippedGrids(name).flatMap(runsOf);
  const rows = sweep.settings.flatMap(({ setting, seeds }) => seeds.map((row) => ({ ...setting, ...row })));
  const rowOf = (run: (typeof runs)[number]) => {
    const wanted = describeRun(run);
    const isIt = (row: object) =>
      Object.entries(wanted).every(([key, value]) => JSON.stringify(row[key as never]) === JSON.stringify(value));
    return rows.find(isIt);
  };

  test('has a row for every run of its commands, and says when and by what it was made', () => {
    expect(rows.length).toBe(runs.length);
    expect(runs.filter((run) => !rowOf(run))).toEqual([]);
    expect(sweep.commands.every((command) => command.startsWith('npm run sweep -- --task '))).toBe(true);
    expect(sweep.made).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('gives the same weights again, to the last bit, for a run picked at random', async () => {
    // Among those that are short: solved within 300 updates, or soonest of all.
    const updatesOf = (run: (typeof runs)[number]) => rowOf(run)?.solvedAt ?? Infinity;
    const limit = Math.max(300, Math.min(...runs.map(updatesOf)));
    const short = runs.filter((run) => updatesOf(run) <= limit);
    const run = short[Math.floor(Math.random() * short.length)];
    const training = createTraining(run, undefined, await openPath());
    const scores: number[] = [];
    for (const { check } of train(training)) {
      if (check) scores.push(check.accuracy ?? check.loss);
    }
    const { solvedAt, weightsSha256, checks } = rowOf(run) ?? {};
    const made = { run, solvedAt: training.solvedAt, weightsSha256: sha256(training.parameters.data) };
    expect(made).toEqual({ run, solvedAt, weightsSha256 });
    expect(checks ?? null).toEqual(keepsCurves(name) ? scores.map((score) => Math.round(score * 1e4) / 1e4) : null);
  });
});
