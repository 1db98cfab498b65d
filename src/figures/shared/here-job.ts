/** The runs of a shipped setting as a job to be done again here: of all its seeds, or of the first alone. */
import type { recipe } from '../../training/run.ts';
import { choice, type Field } from './fields.ts';
import type { HereJob } from './run-here.ts';
import { runOf, type SweepSetting } from './sweeps.ts';

export type WhichSeeds = 'all' | 'one';

export function seedsField(): Field<WhichSeeds> {
  return choice('seeds', ['all', 'one'], 'all') as Field<WhichSeeds>;
}

export function hereJob(setting: SweepSetting, which: WhichSeeds, base: typeof recipe, checkEvery: number): HereJob {
  const shipped = which === 'all' ? setting.solvedAt : setting.solvedAt.slice(0, 1);
  const { solvedAt: _, ...rest } = setting;
  return {
    key: JSON.stringify([rest, which]),
    runs: shipped.map((_seed, k) => runOf(setting, k + 1, base)),
    shipped,
    checkEvery,
  };
}
