/** The paper's rows beside what ships, gathered while the site is built. */
import { recipe } from '../../training/run.ts';
import { originalPlan } from '../../worker/original-plan.ts';
import { labLink, type SweepSetting, solvedOf } from '../shared/sweeps.ts';
import { reported } from './reported.ts';
import type { Measured, PaperRow, PaperRowName } from './types.ts';

interface Sources {
  /** Of all sweeps. */
  readonly settings: readonly SweepSetting[];
  /** LSTMs on the two-sequence latch, as the laboratory ships them. */
  readonly latch: SweepSetting;
  /** A sentence for each seed of the network of 1997: `learned after 18704 sequences, 0 of 2560 wrong`. */
  readonly original: readonly string[];
}

export function collectRows({ settings, latch, original }: Sources): PaperRow[] {
  /** With the most seeds. */
  const find = (task: string, part: Partial<SweepSetting> = {}) => {
    const plain = { variant: undefined, holds: undefined, learningRate: undefined };
    const wanted = Object.entries({ cell: 'lstm', init: 'chrono', hidden: 16, ...plain, task, ...part });
    const [found] = settings
      .filter((one) => wanted.every(([name, value]) => one[name as keyof SweepSetting] === value))
      .toSorted((a, b) => b.solvedAt.length - a.solvedAt.length);
    if (!found) throw new Error(`No sweep ships for ${task} of the paper's table.`);
    return found;
  };
  const measured = (setting: SweepSetting): Measured => ({
    seeds: setting.solvedAt.length,
    updates: solvedOf(setting),
    batch: recipe.batch,
    budget: setting.budget,
  });
  const row = (name: PaperRowName, setting: SweepSetting): PaperRow => ({
    name,
    reported: reported[name],
    measured: measured(setting),
    link: labLink(setting, 1, Math.min(setting.solvedAt.length, fewSeeds)),
  });
  return [
    row('reber-lstm', find('reber', { init: 'default' })),
    row('reber-elman', find('reber', { cell: 'rnn', init: 'default' })),
    row('latch-3a', latch),
    row('latch-3b', find('latch-3b')),
    row('adding', find('adding', { lag: 100 })),
    row('multiplication', find('multiplication')),
    row('order-6a', find('order-6a')),
    row('order-6b', find('order-6b')),
    {
      name: 'original-6a',
      reported: reported['original-6a'],
      measured: { ...learnedOf(original), batch: 1, budget: originalPlan.mostSequences },
      link: 'f=original&v=1&train=yes',
    },
  ];
}

/** As many as a reader waits for. */
const fewSeeds = 5;

function learnedOf(sentences: readonly string[]): Pick<Measured, 'seeds' | 'updates'> {
  const learned = sentences.flatMap((sentence) => /learned after (\d+) sequences/.exec(sentence)?.[1] ?? []);
  return { seeds: sentences.length, updates: learned.map(Number).sort((a, b) => a - b) };
}
