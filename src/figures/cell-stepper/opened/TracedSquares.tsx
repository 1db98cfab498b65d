/** In a strip: the squares of the number that is traced, of what it was computed from, and of what uses it. */
import type { JSX } from 'preact';
import type { Stepper } from '../model.ts';
import type { RowName } from '../state.ts';
import type { Spot } from './dependencies.ts';
import type { Role } from './tracing.ts';

interface Run {
  readonly role: Role;
  readonly unit: number;
  readonly units: number;
  readonly step: number;
}

export function TracedSquares({
  stepper,
  row,
}: {
  readonly stepper: Stepper;
  readonly row: RowName;
}): JSX.Element | null {
  const trace = stepper.tracing.trace.value;
  if (!trace) return null;
  const { start, columns } = stepper.window.value;
  const within = ({ name, step }: Spot) => name === row && step > start && step <= start + columns;
  const runs = [
    ...joined(trace.from.filter(within), 'from'),
    ...joined(trace.to.filter(within), 'to'),
    ...joined([trace.spot].filter(within), 'self'),
  ];
  return (
    <>
      {runs.map(({ role, unit, units, step }) => (
        <span
          key={`${role} ${unit} ${step}`}
          class="stepper-traced"
          data-trace={role}
          style={{ '--row-at': unit - 1, '--rows-long': units, '--step': step - start }}
        />
      ))}
    </>
  );
}

/** Units that follow each other at one step share a frame. */
function joined(spots: readonly Spot[], role: Role): Run[] {
  const runs: Run[] = [];
  for (const { unit, step } of spots) {
    const last = runs.at(-1);
    if (last && last.step === step && last.unit + last.units === unit) {
      runs[runs.length - 1] = { ...last, units: last.units + 1 };
    } else runs.push({ role, unit, units: 1, step });
  }
  return runs;
}
