/** How the gradient fades in networks that were never trained, as the page first shows it: computed while it is built. */
import { z } from 'astro/zod';
import { fade } from '../experiments/fading.ts';
import { FADING_LAG, FADING_ROWS } from '../experiments/fading-rows.ts';

/** Squares of the picture that stands until the page computes for itself: every third step or so. */
const PICTURE_SQUARES = 34;

export const fadingSchema = z.object({
  place: z.number(),
  lag: z.number(),
  untrained: z.looseObject({ cell: z.enum(['rnn', 'gru', 'lstm']), init: z.string() }),
  atFirst: z.array(z.number()).describe('The share that reaches the first step, for each seed.'),
  shares: z.array(z.number()).describe('From the first step to the last, sampled.'),
});

/** By name, in order of place. */
export function loadFading() {
  return FADING_ROWS.map(({ name, untrained }, place) => {
    const { shares, atFirst } = fade(untrained, FADING_LAG);
    const sampled = Array.from({ length: PICTURE_SQUARES }, (_, k) => {
      return shares[Math.round((1 - (k + 0.5) / PICTURE_SQUARES) * (shares.length - 1))] ?? 0;
    });
    return { id: name, place, lag: FADING_LAG, untrained: { ...untrained }, atFirst: [...atFirst], shares: sampled };
  });
}
