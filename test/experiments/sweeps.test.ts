import { describe, expect, test } from 'vitest';
import {
  largestUnseen,
  medianUpdates,
  outcomeOf,
  runsIn,
  type Sweep,
  type Wanted,
} from '../../src/experiments/sweeps.ts';

const setting = { task: 'adding', cell: 'lstm', lag: 100, init: 'chrono', hidden: 16, budget: 900 };
const seedsOf = (...solvedAt: (number | null)[]) => solvedAt.map((update, k) => ({ seed: k + 1, solvedAt: update }));
const sweep: Sweep = {
  name: 'small',
  settings: [
    { setting, seeds: seedsOf(400, null, 100, 300, 200) },
    { setting: { ...setting, variant: 'coupled' }, seeds: seedsOf(null, null) },
    { setting: { ...setting, init: 'constant', gateBias: 4 }, seeds: seedsOf(50) },
  ],
};
const wanted: Wanted = { task: 'adding', cell: 'lstm', lag: 100, init: 'chrono' };

describe('a setting of a sweep', () => {
  test('is found by what it is and by what it is not', () => {
    expect(outcomeOf(sweep, wanted)).toEqual({ solved: 4, seeds: 5, budget: 900, updates: [100, 200, 300, 400] });
    expect(outcomeOf(sweep, { ...wanted, variant: 'coupled' })).toMatchObject({ solved: 0, seeds: 2 });
    expect(outcomeOf(sweep, { ...wanted, init: 'constant', gateBias: 4 })).toMatchObject({ solved: 1, seeds: 1 });
  });

  test('that is not there, or there twice, is an error and not a zero', () => {
    expect(() => outcomeOf(sweep, { ...wanted, lag: 50 })).toThrow('small has 0 settings of {"task":"adding"');
    const twice = { ...sweep, settings: [...sweep.settings, ...sweep.settings] };
    expect(() => outcomeOf(twice, wanted)).toThrow('has 2 settings');
  });

  test('has a median over the seeds that solved it, and none where none did', () => {
    expect(medianUpdates(outcomeOf(sweep, wanted))).toBe(200);
    expect(() => medianUpdates(outcomeOf(sweep, { ...wanted, variant: 'coupled' }))).toThrow('within 900 updates');
  });
});

test('the runs of a sweep are its seeds', () => expect(runsIn(sweep)).toBe(8));

test('a chance that fails n times in a row one time in twenty', () => {
  for (const trials of [1, 5, 20]) expect((1 - largestUnseen(trials)) ** trials).toBeCloseTo(0.05, 12);
  expect(largestUnseen(1)).toBeCloseTo(0.95, 12);
});
