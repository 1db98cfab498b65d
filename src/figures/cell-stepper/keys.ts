/** What the keys do while the drawing has focus. Everywhere else they keep their usual meaning. */
import { pressForcingKey } from './forcing-keys.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import type { RowName } from './state.ts';

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface KeyHost {
  /** Opens the field for typing a value, beginning with these characters. */
  edit(beginning: string): void;
  showKeys(): void;
}

/** Part of its range by which a value moves at a key press. */
const keyShare = 1 / 20;

export interface DrawnRow {
  readonly row: RowName;
  /** From 1; the letters have one row, numbers one for each channel. */
  readonly unit: number;
}

/** The rows of the drawing from top to bottom. */
export function drawnRows(stepper: Stepper): DrawnRow[] {
  const strips = stepper.squares.value.flatMap(({ strip, rows }) =>
    Array.from({ length: rows }, (_, unit) => ({ row: strip.name, unit: unit + 1 })),
  );
  return stepper.trained.reading.kind === 'letters' ? [{ row: 'input', unit: 1 }, ...strips] : strips;
}

/** The unit, answer or channel (from 1) under the selection. */
export function selectedUnit({ state }: Stepper): number {
  const { row, unit, answer, channel } = state.now.value;
  return row === 'input' ? channel : row === 'probability' ? answer : unit;
}

/** Where the reader stands among the drawn rows. */
export function selectedRow(stepper: Stepper): number {
  const { row } = stepper.state.now.value;
  const wanted = selectedUnit(stepper);
  return Math.max(
    0,
    drawnRows(stepper).findIndex((drawn) => drawn.row === row && drawn.unit === wanted),
  );
}

/** True when the key meant something here. */
export function pressKey(stepper: Stepper, press: KeyPress, host: KeyHost): boolean {
  const { state } = stepper;
  const { step, row } = state.now.value;
  const { key } = press;
  if (press.ctrlKey || press.metaKey) return undoKey(stepper, press);
  if (press.altKey) return false;
  if (pressForcingKey(stepper, press, host)) return true;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const direction = key === 'ArrowUp' ? 1 : -1;
    if (press.shiftKey) moveSelection(stepper, -direction);
    else nudge(stepper, direction);
  } else if (key === 'ArrowRight') stepper.goTo(step + 1);
  else if (key === 'ArrowLeft') stepper.goTo(step - 1);
  else if (key === 'Home') stepper.goTo(1);
  else if (key === 'End') stepper.goTo(stepper.steps);
  else if (key === ' ') stepper.isPlaying.value ? stepper.pause() : stepper.play();
  else if (key === '?') host.showKeys();
  else if (key === 'Enter') host.edit('');
  else if (row === 'input' && stepper.trained.alphabet.includes(key)) stepper.setLetter(step, key);
  else if (key === '0') clearSelected(stepper);
  else if (key === 'n' || key === 'p') stepper.opening.walk((key === 'n') === stepper.isBackward.value ? -1 : 1);
  else if (key === 't') traceSelected(stepper);
  else if (key === 'Escape') return leaveOpened(stepper);
  else if (isNumber(stepper) && /^[1-9.\-−]$/.test(key)) host.edit(key);
  else return false;
  return true;
}

/** What is selected has a number, not a letter. */
function isNumber({ state, trained }: Stepper): boolean {
  return state.now.value.row !== 'input' || trained.reading.kind === 'numbers';
}

function undoKey({ state }: Stepper, { key, shiftKey }: KeyPress): boolean {
  const letter = key.toLowerCase();
  if (letter === 'y' || (letter === 'z' && shiftKey)) state.redo();
  else if (letter === 'z') state.undo();
  else return false;
  return true;
}

function moveSelection(stepper: Stepper, by: number): void {
  const next = drawnRows(stepper)[selectedRow(stepper) + by];
  if (next) stepper.select(next.row, next.unit);
}

/** Up and down: a twentieth of the range, or the next letter of the alphabet. */
function nudge(stepper: Stepper, direction: number): void {
  const { row, step, letters } = stepper.state.now.value;
  if (row === 'input' && !isNumber(stepper)) {
    const { alphabet } = stepper.trained;
    const next = alphabet.indexOf(letters.charAt(step - 1)) + direction;
    stepper.setLetter(step, alphabet.at(next % alphabet.length) ?? '');
    return;
  }
  const range = stepper.strips.find(({ name }) => name === row)?.range;
  if (!range || row === 'probability') return;
  const place = selectedUnit(stepper);
  const grip = stepper.gripAt(row, place, step, valueAt(stepper.after.value, row, place - 1, step - 1));
  grip.set(grip.value + direction * keyShare * (grip.range[1] - grip.range[0]));
}

/** Lights what the selected value is computed from and what uses it. */
function traceSelected(stepper: Stepper): void {
  const { row, step } = stepper.state.now.value;
  if (!stepper.isBackward.value) stepper.tracing.toggle({ name: row, unit: selectedUnit(stepper), step });
}

/** First what is lit, then what is open. */
function leaveOpened({ tracing, opening }: Stepper): boolean {
  if (tracing.trace.value) tracing.clear();
  else if (opening.opened.value) opening.open(null);
  else return false;
  return true;
}

function clearSelected(stepper: Stepper): void {
  const { row, unit, channel, step } = stepper.state.now.value;
  if (row === 'input') stepper.setInput(step, channel, null);
  const forced = stepper.forcedAt(row, unit, step);
  if (forced) stepper.release(forced);
}
