/** Keys of the drawing that reach further than one value: more steps, all units, another kind of forcing. */
import type { KeyHost, KeyPress } from './keys.ts';
import type { Stepper } from './model.ts';

/** True when the key meant something here. */
export function pressForcingKey(stepper: Stepper, { key, shiftKey }: KeyPress, host: KeyHost): boolean {
  const { row, unit, step } = stepper.state.now.value;
  const strip = stepper.strips.find(({ name }) => name === row);
  if (!strip?.range || strip.name === 'probability' || strip.name === 'input') return false;
  const entry = stepper.forcedAt(strip.name, unit, step);
  if (shiftKey && entry && (key === 'ArrowLeft' || key === 'ArrowRight')) {
    reach(stepper, key === 'ArrowRight' ? 1 : -1);
  } else if (key === 'a' && entry) {
    stepper.edit(entry, { unit: entry.unit === 'all' ? unit : 'all' });
  } else if (key === 'f') {
    if (entry && entry.kind !== 'freeze') stepper.edit(entry, { kind: 'freeze' });
    else if (!entry) stepper.forceAs('freeze', strip.name, unit, step);
  } else if (key === 'x' || key === '*') {
    host.edit('×');
  } else return false;
  return true;
}

/** As when selecting text: the end of the entry at which the reader stands goes along, the other stays. */
function reach(stepper: Stepper, by: 1 | -1): void {
  const { row, unit, step } = stepper.state.now.value;
  const entry = stepper.forcedAt(row, unit, step);
  const to = step + by;
  if (!entry || to < 1 || to > stepper.steps) return;
  const { firstStep, lastStep } = entry;
  const isLast = step === lastStep && (by > 0 || firstStep < lastStep);
  const isFirst = step === firstStep && !isLast;
  const next = isLast
    ? stepper.edit(entry, { lastStep: to })
    : isFirst
      ? stepper.edit(entry, { firstStep: to })
      : entry;
  if (to >= next.firstStep && to <= next.lastStep) stepper.goTo(to);
}
