/** Pulling an entry's first or last step sideways, so that it reaches over more steps or fewer. */
import type { Forced } from './forced.ts';
import type { Square } from './light.ts';
import type { Stepper } from './model.ts';

export interface Edge {
  readonly entry: Forced;
  readonly end: 'first' | 'last';
}

/** The end of an entry that a pull from this square moves; null where the square is not at an end. */
export function edgeAt(stepper: Stepper, { row, unit, step }: Square, isToTheRight: boolean): Edge | null {
  const entry = stepper.forcedAt(row, unit, step);
  if (!entry) return null;
  const [isFirst, isLast] = [step === entry.firstStep, step === entry.lastStep];
  if (!isFirst && !isLast) return null;
  return { entry, end: isFirst && isLast ? (isToTheRight ? 'last' : 'first') : isLast ? 'last' : 'first' };
}

/** Moves it to a step, at most to the other end. */
export function pullEdge(stepper: Stepper, { entry, end }: Edge, step: number): Edge {
  const { firstStep, lastStep } = entry;
  const part = end === 'last' ? { lastStep: Math.max(firstStep, step) } : { firstStep: Math.min(lastStep, step) };
  return { entry: stepper.edit(entry, part), end };
}
