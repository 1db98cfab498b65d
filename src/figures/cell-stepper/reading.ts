/** What happens to the answer, in numbers: the ground for the sentence under the stepper. */
import { differs } from '../shared/numbers.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';

/** Steps count from 1. */
interface AnswerReading {
  /** The last capital read, which is the right answer until the next one. */
  readonly answer: string;
  readonly now: number;
  readonly was: number;
  /** The last step before the next capital, or of the sequence. */
  readonly lastStep: number;
  readonly last: number;
  readonly lastWas: number;
  /** The first step after this one at which the right answer is no longer the likelier side of even. */
  readonly lostStep: number | null;
  readonly lost: number;
  /** The step at which the next capital makes both runs answer alike again. */
  readonly agreeStep: number | null;
}

/** True where each answer names a letter that was read and every step from there on asks for it. */
export function namesWhatItRead({ trained, sequence }: Stepper): boolean {
  const { reading, answers } = trained;
  if (reading.kind === 'numbers' || reading.marked.join() !== answers.join()) return false;
  const { targets } = sequence.value;
  return targets.slice(targets.findIndex((target) => target !== null)).every((target) => target !== null);
}

/** Null before the first capital. */
export function readAnswer({ trained, state, before, after, steps }: Stepper): AnswerReading | null {
  const { letters, step } = state.now.value;
  const isCapital = (t: number) => trained.answers.includes(letters.charAt(t - 1));
  const up = (from: number) => Array.from({ length: Math.max(0, steps - from + 1) }, (_, k) => from + k);
  const capital = up(1).findLast((t) => t <= step && isCapital(t));
  if (capital === undefined) return null;
  const answer = letters.charAt(capital - 1);
  const place = trained.answers.indexOf(answer);
  const next = up(step + 1).find(isCapital);
  const lastStep = (next ?? steps + 1) - 1;
  const now = (t: number) => valueAt(after.value, 'probability', place, t - 1);
  const was = (t: number) => valueAt(before.value, 'probability', place, t - 1);
  const lostStep = up(step + 1).find((t) => t < lastStep && now(t) < 0.5 && was(t) >= 0.5) ?? null;
  const answersDiffer = (t: number) =>
    trained.answers.some((_, k) =>
      differs(valueAt(after.value, 'probability', k, t - 1), valueAt(before.value, 'probability', k, t - 1)),
    );
  const agrees = next !== undefined && up(step).some((t) => t < next && answersDiffer(t));
  return {
    answer,
    now: now(step),
    was: was(step),
    lastStep,
    last: now(lastStep),
    lastWas: was(lastStep),
    lostStep: now(step) >= 0.5 ? lostStep : null,
    lost: lostStep === null ? 0 : now(lostStep),
    agreeStep: agrees && !up(next).some(answersDiffer) ? next : null,
  };
}
