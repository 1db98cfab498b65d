/**
 * Beside a strip, its numbers at this step: now, and where it differs, was and change. Gradients are long: of those two
 * one has room, the change where changes are on view.
 */
import type { JSX } from 'preact';
import { differs, formatGradient } from '../shared/numbers.ts';
import type { StripName } from './cells.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { Printed } from './Printed.tsx';
import { chosenRow, numberedRows } from './rows.ts';

interface StripNumbersProps {
  readonly stepper: Stepper;
  readonly name: StripName;
  readonly rows: number;
}

export function StripNumbers({ stepper, name, rows }: StripNumbersProps): JSX.Element {
  const chosen = chosenRow(stepper, name);
  const { before, after } = stepper.drawn.value;
  const { step, view } = stepper.state.now.value;
  return (
    <>
      {numberedRows(rows, chosen).map((unit, k) => (
        <NumberRow
          key={k}
          {...{ name, unit, step }}
          isChosen={unit === chosen}
          isGradient={stepper.isBackward.value}
          isChange={view === 'change'}
          now={valueAt(after, name, unit - 1, step - 1)}
          was={valueAt(before, name, unit - 1, step - 1)}
        />
      ))}
    </>
  );
}

interface NumberRowProps {
  readonly name: StripName;
  readonly unit: number;
  readonly step: number;
  readonly now: number;
  readonly was: number;
  readonly isChosen: boolean;
  readonly isGradient: boolean;
  /** The difference is on view. */
  readonly isChange: boolean;
}

function NumberRow({ name, unit, step, now, was, isChosen, isGradient, isChange }: NumberRowProps): JSX.Element {
  const place = { quantity: name, unit, step, isGradient };
  const isChanged = isGradient ? formatGradient(now) !== formatGradient(was) : differs(now, was);
  const hasWas = isChanged && !(isGradient && isChange);
  return (
    <span class={isChosen ? 'stepper-number-row is-now' : 'stepper-number-row'}>
      <Printed {...place} value={now} class="stepper-now" />
      {hasWas && <Printed {...place} value={was} run="before" />}
      {!isChanged && <span>·</span>}
      {isChanged && (!isGradient || isChange) && (
        <Printed {...place} value={now - was} run="change" class={now < was ? 'is-negative' : 'is-positive'} />
      )}
    </span>
  );
}
