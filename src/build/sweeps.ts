/** The sweeps that ship, as a collection: what a page needs of content/results/sweeps, which is all but the hashes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'astro/zod';

const count = z.number().int().nonnegative();
const solvedAt = z.number().int().positive().nullable();

const shipped = z.object({
  commands: z.array(z.string()),
  version: z.string(),
  made: z.string(),
  settings: z.array(
    z.object({
      setting: z.object({
        task: z.string(),
        cell: z.enum(['rnn', 'gru', 'lstm']),
        lag: count,
        hidden: count,
        init: z.enum(['default', 'chrono', 'constant', 'identity']),
        gateBias: z.number().optional(),
        holds: z.tuple([z.number(), z.number()]).optional(),
        variant: z.string().optional(),
        learningRate: z.number().optional(),
        budget: count,
      }),
      seeds: z.array(z.object({ seed: count, solvedAt })),
    }),
  ),
});

const setting = shipped.shape.settings.element.shape.setting;

export const sweepSchema = shipped.extend({
  settings: z.array(
    setting.extend({ solvedAt: z.array(solvedAt).describe('Of seeds 1, 2, 3 ...; null for one that did not.') }),
  ),
});

export function loadSweeps(folder = 'content/results/sweeps') {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => {
    const { settings, ...rest } = shipped.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const own = settings.map(({ setting: one, seeds }) => {
      if (seeds.some(({ seed }, k) => seed !== k + 1)) throw new Error(`${name}: seeds must be 1, 2, 3 and so on.`);
      return { ...one, solvedAt: seeds.map((outcome) => outcome.solvedAt) };
    });
    return { id: name.replace('.json', ''), ...rest, settings: own };
  });
}
