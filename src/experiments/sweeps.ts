/** Sweeps that ship, and what can be counted in them: on how many seeds a setting learned its task, and how soon. */

import type { CellKind } from '../engine/cells/contract.ts';

/** One file of content/results/sweeps: settings, and what came of each of their seeds. */
export interface Sweep {
  readonly name: string;
  readonly settings: readonly SweptSetting[];
}

interface SweptSetting {
  /** What decides its runs, but for the seed. What is absent is as in the recipe. */
  readonly setting: Readonly<Record<string, unknown>> & { readonly budget: number };
  /** Update of the first of two passed checks in a row; null when it never came. */
  readonly seeds: readonly { readonly seed: number; readonly solvedAt: number | null }[];
}

/** What a setting is looked for by. Of these, what is not given must be absent in the setting too. */
export interface Wanted {
  readonly task: string;
  readonly cell: CellKind;
  readonly lag: number;
  readonly init: string;
  readonly variant?: string;
  readonly gateBias?: number;
}

/** What came of one setting. */
export interface Outcome {
  readonly solved: number;
  readonly seeds: number;
  /** The most updates each run could make. */
  readonly budget: number;
  /** Updates, from fewest to most, of the seeds that solved it. */
  readonly updates: readonly number[];
}

/** The one setting of the sweep that fits. Throws where none or several do: a count of nothing is no result. */
export function outcomeOf({ name, settings }: Sweep, wanted: Wanted): Outcome {
  const asked = { variant: undefined, gateBias: undefined, ...wanted };
  const found = settings.filter(({ setting }) => Object.entries(asked).every(([key, value]) => setting[key] === value));
  const [one] = found;
  if (!one || found.length > 1) {
    throw new Error(`The sweep ${name} has ${found.length} settings of ${JSON.stringify(wanted)}, not one`);
  }
  const updates = one.seeds.flatMap(({ solvedAt }) => (solvedAt === null ? [] : [solvedAt])).sort((a, b) => a - b);
  return { solved: updates.length, seeds: one.seeds.length, budget: one.setting.budget, updates };
}

/** Median updates of the seeds that solved it; the lower middle of an even number. Throws where none did. */
export function medianUpdates({ updates, budget }: Outcome): number {
  if (updates.length === 0) throw new Error(`No seed solved it within ${budget} updates, so there is no median`);
  return updates[Math.floor((updates.length - 1) / 2)];
}

/** Trainings in a sweep. */
export function runsIn({ settings }: Sweep): number {
  return settings.reduce((sum, { seeds }) => sum + seeds.length, 0);
}

/**
 * After no success in `trials`, the largest chance of success that would leave such a silence one time in twenty:
 * (1 - p) ** trials = 0.05.
 */
export function largestUnseen(trials: number): number {
  return 1 - 0.05 ** (1 / trials);
}
