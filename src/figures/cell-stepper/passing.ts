/**
 * What becomes of a gradient at a forced quantity: set, nothing passes to what the cell had computed; scaled, as much
 * times the factor; frozen, all of it goes to the step before. Several at one place are undone in turn, the last first.
 * Unit and step from 0.
 */
import type { Intervention } from '../../engine/interventions.ts';

export function isForcedAt(
  interventions: readonly Intervention[],
  quantity: string,
  unit: number,
  step: number,
): boolean {
  return interventions.some(
    (one) =>
      one.quantity === quantity &&
      (one.unit === 'all' || one.unit === unit) &&
      one.firstStep <= step &&
      step <= one.lastStep,
  );
}

/** What is passed to the cell's own value of the gradient of what stands there. */
export function passedBy(
  interventions: readonly Intervention[],
  quantity: string,
  unit: number,
  step: number,
  asked: number,
): number {
  return undo(interventions, quantity, unit, step, asked).passed;
}

/** What goes to the step before, where the quantity is frozen. */
export function sentBy(
  interventions: readonly Intervention[],
  quantity: string,
  unit: number,
  step: number,
  asked: number,
): number {
  return undo(interventions, quantity, unit, step, asked).sent;
}

function undo(interventions: readonly Intervention[], quantity: string, unit: number, step: number, asked: number) {
  let [passed, sent] = [asked, 0];
  for (const one of interventions.toReversed()) {
    if (!isForcedAt([one], quantity, unit, step)) continue;
    if (one.kind === 'freeze') sent += passed;
    passed = one.kind === 'scale' ? passed * one.value : 0;
  }
  return { passed, sent };
}
