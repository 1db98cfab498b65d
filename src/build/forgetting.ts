/** What the figure on forgetting opens with, measured while the site is built: the plain network of the race at lag 100. */
import { z } from 'astro/zod';
import { raceForgetting } from '../experiments/shipped.ts';

const lines = z.object({
  typical: z.array(z.number()),
  best: z.array(z.number()),
  jacobian: z.array(z.number()),
  gradient: z.array(z.number()),
});

export const forgettingSchema = z.object({
  lines: lines.describe('From the first step to the last.'),
  atFirst: z.object({
    cell: z.enum(['rnn', 'gru', 'lstm']),
    road: z.enum(['forgetGate', 'updateGate', 'slope']),
    bestUnit: z.number(),
    steps: z.number(),
    units: z.number(),
    typical: z.number(),
    best: z.number(),
    jacobian: z.number(),
    gradient: z.number(),
  }),
});

export function loadForgetting() {
  const { cell, road, bestUnit, steps, units, ...measured } = raceForgetting('rnn', 100);
  const { typical, best, jacobian, gradient } = measured;
  const lists = { typical: [...typical], best: [...best], jacobian: [...jacobian], gradient: [...gradient] };
  const first = { typical: typical[0], best: best[0], jacobian: jacobian[0], gradient: gradient[0] };
  return [{ id: 'opening', lines: lists, atFirst: { cell, road, bestUnit, steps, units, ...first } }];
}
