/** Where the sweeps' links lead: into the laboratory, in the very setting of the run. */
import { expect, test } from 'vitest';
import { loadSweeps } from '../../src/build/sweeps.ts';
import { describeRun } from '../../src/commands/train/result.ts';
import { labFields, nearestState, runsOf } from '../../src/figures/laboratory/state.ts';
import { labFacts } from '../../src/figures/laboratory/tasks.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { labLink, runOf } from '../../src/figures/shared/sweeps.ts';
import { recipe } from '../../src/training/run.ts';

const sweeps = loadSweeps();

test.each(sweeps)('a run of $id is the very run that its link opens in the laboratory', ({ settings }) => {
  for (const one of settings) {
    const seed = one.solvedAt.length;
    const reading = readLink('lab', labFields, `#${labLink(one, seed)}`);
    expect(reading?.isReadable, JSON.stringify(one)).toBe(true);
    const state = nearestState(reading?.state ?? ({} as never));
    const runs = runsOf(state, labFacts(state.task, state.lag).longest);
    // The laboratory goes on to the last update; what is solved, and when, is the same.
    expect(runs.map(describeRun)).toEqual([describeRun(runOf(one, seed, recipe))]);
  }
});
