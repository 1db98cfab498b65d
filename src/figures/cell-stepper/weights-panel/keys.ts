/** What keys do in the sheet of weights: the same as in the drawing, with numbers in place of steps. */
import type { Sheet, SheetCell } from './sheet.ts';

/** A place in the sheet, from 0. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** By how much a weight moves at a key press. */
const keyStep = 0.1;

export interface SheetHost {
  move(spot: Spot): void;
  /** Into the field, beginning with these characters. */
  type(beginning: string): void;
  undo(): void;
  redo(): void;
}

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The place itself, or the nearest there is. */
export function spotIn({ rows, columns }: Sheet, { row, column }: Spot): Spot {
  const inside = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return { row: inside(row, rows.length), column: inside(column, columns.length) };
}

export function cellAt({ rows }: Sheet, { row, column }: Spot): SheetCell | null {
  return rows[row]?.cells[column] ?? null;
}

/** True when the key meant something here. */
export function pressSheetKey(sheet: Sheet, spot: Spot, press: Press, host: SheetHost): boolean {
  const { key } = press;
  const cell = cellAt(sheet, spot);
  const to = (down: number, right: number) =>
    host.move(spotIn(sheet, { row: spot.row + down, column: spot.column + right }));
  if (press.ctrlKey || press.metaKey) {
    if (key.toLowerCase() !== 'z' && key.toLowerCase() !== 'y') return false;
    if (key.toLowerCase() === 'y' || press.shiftKey) host.redo();
    else host.undo();
    return true;
  }
  if (press.altKey) return false;
  if (key === 'ArrowLeft') to(0, -1);
  else if (key === 'ArrowRight') to(0, 1);
  else if (key === 'Home') to(0, -sheet.columns.length);
  else if (key === 'End') to(0, sheet.columns.length);
  else if (key === 'ArrowUp' || key === 'ArrowDown') {
    const up = key === 'ArrowUp' ? 1 : -1;
    if (press.shiftKey) to(-up, 0);
    else cell?.set(cell.now + up * keyStep);
  } else if (key === '0') {
    if (cell?.isChanged) cell.giveBack();
  } else if (key === 'Enter') host.type('');
  else if (/^[1-9.\-−]$/.test(key)) host.type(key);
  else return false;
  return true;
}
