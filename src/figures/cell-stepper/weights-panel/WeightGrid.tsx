/** The sheet as a grid: one tab stop, a moving cell, each number with its sign drawn as a bar over it. */
import type { JSX, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { format, formatValue } from '../../shared/numbers.ts';
import { untranslated } from '../../shared/Words.tsx';
import type { Stepper } from '../model.ts';
import { signedFill } from '../parts.tsx';
import type { StepperTexts } from '../texts.ts';
import { cellAt, pressSheetKey, type SheetHost, type Spot } from './keys.ts';
import type { Group, Sheet, SheetCell } from './sheet.ts';

interface WeightGridProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly sheet: Sheet;
  readonly spot: Spot;
  readonly host: SheetHost;
}

/** More columns than this leave no room for numbers: the chosen one has its own beside the slider. */
const mostNumbered = 15;
/** A weight is dragged through this much over so many pixels. */
const [dragSpan, dragLength] = [4, 120];

/** A table whose cells take keys. */
const grid = { role: 'grid' } as const;
const gridcell = (isChosen: boolean) => ({ role: 'gridcell', 'aria-selected': isChosen }) as const;

export function WeightGrid({ stepper, texts, sheet, spot, host }: WeightGridProps): JSX.Element {
  const drag = useRef<{ readonly y: number; readonly value: number } | null>(null);
  const scale = Math.max(1, ...sheet.rows.flatMap(({ cells }) => cells.map((cell) => Math.abs(cell?.now ?? 0))));
  const groups = grouped(sheet);

  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>, at: Spot) => {
    const cell = cellAt(sheet, at);
    if (event.button !== 0 || !cell) return;
    host.move(at);
    if (event.pointerType === 'touch') return;
    drag.current = { y: event.clientY, value: cell.now };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>, at: Spot) => {
    const now = drag.current;
    const cell = cellAt(sheet, at);
    if (!now || !cell || event.clientY === now.y) return;
    const perPixel = event.shiftKey ? 0.01 : dragSpan / dragLength;
    const value = now.value + (now.y - event.clientY) * perPixel;
    drag.current = { y: event.clientY, value };
    cell.set(value);
  };
  const onPointerUp = () => {
    if (drag.current) stepper.state.endGesture();
    drag.current = null;
  };
  return (
    <table
      {...grid}
      class="weight-grid"
      aria-label={texts['weights.grid']}
      data-crowded={sheet.columns.length > mostNumbered ? '' : undefined}
      onKeyDown={(event) => {
        if (pressSheetKey(sheet, spot, event, host)) event.preventDefault();
      }}
    >
      <thead>
        <tr>
          <td />
          {groups.map(({ group, count }) => (
            <th key={group} scope="colgroup" colSpan={count}>
              {texts[`weights.group.${group}`]}
            </th>
          ))}
        </tr>
        <tr>
          <td />
          {sheet.columns.map(({ group, sign }, k) => (
            <th key={`${group} ${sign}`} scope="col" data-first={isFirst(sheet, k) ? '' : undefined} {...untranslated}>
              {sign}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sheet.rows.map(({ letter, colour, cells }, row) => (
          <tr key={letter} style={{ '--colour': `var(--${colour})` }}>
            <th scope="row" {...untranslated}>
              <i>{letter}</i>
            </th>
            {cells.map((cell, column) => {
              const at = { row, column };
              const isChosen = row === spot.row && column === spot.column;
              const { group, sign } = sheet.columns[column] ?? { group: 'unit', sign: '' };
              return (
                <td
                  key={`${group} ${sign}`}
                  {...gridcell(isChosen)}
                  tabIndex={isChosen ? 0 : -1}
                  aria-label={cell ? labelOf(cell, texts) : undefined}
                  class={cell?.isChanged ? 'weight is-changed' : 'weight'}
                  data-first={isFirst(sheet, column) ? '' : undefined}
                  onFocus={() => {
                    if (!isChosen) host.move(at);
                  }}
                  onPointerDown={(event) => onPointerDown(event, at)}
                  onPointerMove={(event) => onPointerMove(event, at)}
                  onPointerUp={onPointerUp}
                  onPointerCancel={onPointerUp}
                >
                  {cell && (
                    <>
                      <span class="weight-bar" style={{ background: signedFill(cell.now / scale) }} />
                      <span key={cell.now} class="weight-number" {...untranslated}>
                        {formatValue(cell.now)}
                      </span>
                    </>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "W_hf[2, 3] is 0.84, was 0.12" */
function labelOf({ name, now, was, isChanged }: SheetCell, texts: StepperTexts): string {
  const values = { name, value: formatValue(now), was: formatValue(was) };
  return format(texts[isChanged ? 'weights.changedCell' : 'weights.cell'], values);
}

function grouped({ columns }: Sheet): { group: Group; count: number }[] {
  const names = [...new Set(columns.map(({ group }) => group))];
  return names.map((group) => ({ group, count: columns.filter((column) => column.group === group).length }));
}

/** Where another group of columns begins. */
function isFirst({ columns }: Sheet, column: number): boolean {
  return column > 0 && columns[column]?.group !== columns[column - 1]?.group;
}
