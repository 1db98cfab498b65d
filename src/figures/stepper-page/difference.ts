/** What two runs of one sequence come to, side by side, in numbers: the ground for the sentence under them. */

import { saidAt } from '../cell-stepper/asked-sentence.ts';
import { answerAt } from '../cell-stepper/loss-options.ts';
import type { Stepper } from '../cell-stepper/model.ts';
import { differs } from '../shared/numbers.ts';

/** One number of each. */
type Pair = readonly [one: number, two: number];

export interface Difference {
  /** The present step where it asks something, else the next that does; null where none does. Steps count from 1. */
  readonly asked: { readonly step: number; readonly answer: string; readonly said: Pair } | null;
  /** The step at which what is said of the right answer is furthest apart; null where they differ nowhere. */
  readonly furthest: { readonly step: number; readonly answer: string; readonly said: Pair } | null;
  /** Where the loss looks; null where it has none. */
  readonly loss: Pair | null;
}

export function differenceOf(one: Stepper, two: Stepper): Difference {
  const { step } = one.state.now.value;
  const { targets } = one.sequence.value;
  const saidBy = (at: number): Pair => [saidAt(one, one.shown.value, at), saidAt(two, two.shown.value, at)];
  const reading = (at: number) => ({ step: at, answer: answerAt(one, at) ?? '', said: saidBy(at) });
  const steps = targets.flatMap((target, k) => (target ? [k + 1] : []));
  const next = steps.find((at) => at >= step);
  const gap = (at: number) => Math.abs(saidBy(at)[0] - saidBy(at)[1]);
  const furthest = steps.reduce<number | null>((best, at) => (best === null || gap(at) > gap(best) ? at : best), null);
  const [lossOne, lossTwo] = [one.backward.shown.value.loss, two.backward.shown.value.loss];
  return {
    asked: next === undefined ? null : reading(next),
    furthest: furthest !== null && differs(...saidBy(furthest)) ? reading(furthest) : null,
    loss: lossOne == null || lossTwo == null ? null : [lossOne, lossTwo],
  };
}
