/** What lies over one strip: what is held, the square that is pointed at, the chosen one and its field for typing. */
import type { ComponentChildren, JSX } from 'preact';
import type { StripName } from './cells.ts';
import { ForcedMark } from './ForcedMark.tsx';
import { placeOf } from './forced.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { TracedSquares } from './opened/TracedSquares.tsx';
import { Printed } from './Printed.tsx';
import { chosenRow, squaresOf } from './rows.ts';

interface StripMarksProps {
  readonly stepper: Stepper;
  readonly row: StripName;
  readonly editor: ComponentChildren;
}

export function StripMarks({ stepper, row, editor }: StripMarksProps): JSX.Element {
  return (
    <>
      <Held stepper={stepper} row={row} />
      <TracedSquares stepper={stepper} row={row} />
      <Hovered stepper={stepper} row={row} />
      <Chosen stepper={stepper} row={row} editor={editor} />
    </>
  );
}

type MarksProps = Omit<StripMarksProps, 'editor'>;

function Held({ stepper, row }: MarksProps): JSX.Element | null {
  const { forced } = stepper.state.now.value;
  if (forced.length === 0) return null;
  const { start, columns } = stepper.window.value;
  const { rows } = squaresOf(stepper, row);
  return (
    <>
      {forced
        .filter(
          ({ quantity, firstStep, lastStep }) => quantity === row && lastStep > start && firstStep <= start + columns,
        )
        .map((entry) => (
          <ForcedMark
            key={stepper.idOf(entry)}
            {...{ entry, rows, start, columns }}
            isNew={stepper.dropped.value === placeOf(entry)}
          />
        ))}
    </>
  );
}

/** The square that is pointed at, itself or by its term in an equation, with its value beside it. */
function Hovered({ stepper, row }: MarksProps): JSX.Element | null {
  const marked = stepper.light.marked.value;
  const { start, columns } = stepper.window.value;
  if (marked?.row !== row || marked.step <= start) return null;
  const { unit, step } = marked;
  const value = valueAt(stepper.drawn.value.shown, row, unit - 1, step - 1);
  return (
    <span
      class="stepper-hovered"
      data-side={step > start + columns - 4 ? 'left' : 'right'}
      style={{ '--row-at': unit - 1, '--step': step - start }}
    >
      <Printed {...{ quantity: row, unit, step, value }} isGradient={stepper.isBackward.value} />
    </span>
  );
}

function Chosen({ stepper, row, editor }: StripMarksProps): JSX.Element | null {
  const { row: selected, step } = stepper.state.now.value;
  if (selected !== row) return null;
  const place = { '--row-at': chosenRow(stepper, row) - 1, '--step': step - stepper.window.value.start };
  return (
    <>
      <span class="stepper-selection" style={place} />
      {editor}
    </>
  );
}
