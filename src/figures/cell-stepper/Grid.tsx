/**
 * The layer over the strips that takes pointer and keys: one tab stop, a grid with a moving cell.
 *
 * Pressing a square chooses it; dragging it up or down holds its value, dragging sideways walks through the steps. A
 * finger scrolls the page up and down as everywhere, so on touch the slider does the holding.
 */
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { Words } from '../shared/Words.tsx';
import { type Edge, edgeAt, pullEdge } from './edges.ts';
import type { Grip } from './forcing.ts';
import { type DrawnRow, drawnRows, type KeyHost, pressKey, selectedRow } from './keys.ts';
import type { Square } from './light.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { squareText } from './square-text.ts';
import type { RowName } from './state.ts';
import type { StepperTexts } from './texts.ts';

interface GridProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly host: KeyHost;
}

/** A whole range is dragged over this many pixels. */
const dragLength = 120;
/** A press that moves less is not a drag. */
const dragStart = 4;

interface Drag {
  readonly x: number;
  readonly place: Square;
  /** `reach`: over how many steps something is forced. */
  readonly way: 'undecided' | 'value' | 'reach' | 'steps';
  /** Where the last value stood: moved when the reader changes between coarse and fine. */
  readonly y: number;
  readonly value: number;
  /** What is forced there, and the end of it that is dragged. */
  readonly edge: Edge | null;
}

export function Grid({ stepper, texts, host }: GridProps): JSX.Element {
  const drag = useRef<Drag | null>(null);

  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>) => {
    const place = placeAt(stepper, event);
    if (!place || event.button !== 0) return;
    stepper.pause();
    stepper.holdWindow(true);
    const now = stepper.state.now.peek();
    const isLetter = place.row === 'input' && stepper.trained.reading.kind === 'letters';
    const isAgain = now.row === place.row && now.step === place.step && isLetter;
    stepper.select(place.row, place.unit, place.step);
    if (isAgain) host.edit('');
    const value = gripOf(stepper, place)?.value ?? 0;
    point(stepper, null);
    drag.current = { x: event.clientX, y: event.clientY, place, way: 'undecided', value, edge: null };
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>) => {
    const now = drag.current;
    if (!now) {
      const place = placeAt(stepper, event);
      point(stepper, event.pointerType === 'touch' ? null : place);
      return;
    }
    const [dx, dy] = [Math.abs(event.clientX - now.x), Math.abs(event.clientY - now.y)];
    if (now.way === 'undecided' && Math.max(dx, dy) < dragStart) return;
    const grip = gripOf(stepper, now.place);
    const isUpright = dy > dx && grip !== null && event.pointerType !== 'touch';
    const edge = now.edge ?? (isUpright ? null : edgeAt(stepper, now.place, event.clientX > now.x));
    const way = now.way === 'undecided' ? (isUpright ? 'value' : edge ? 'reach' : 'steps') : now.way;
    stepper.isDragging.value = true;
    if (way === 'steps') {
      drag.current = { ...now, way };
      stepper.goTo(stepAt(stepper, event));
      return;
    }
    if (way === 'reach') {
      drag.current = { ...now, way, edge: edge && pullEdge(stepper, edge, stepAt(stepper, event)) };
      return;
    }
    if (!grip) return;
    const { range } = grip;
    const perPixel = event.shiftKey ? 0.01 : (range[1] - range[0]) / dragLength;
    const wanted = now.value + (now.y - event.clientY) * perPixel;
    const value = Math.min(range[1], Math.max(range[0], wanted));
    drag.current = { ...now, way, y: event.clientY, value };
    grip.set(value);
  };

  const onPointerUp = () => {
    if (drag.current?.way === 'value' || drag.current?.way === 'reach') stepper.state.endGesture();
    drag.current = null;
    stepper.isDragging.value = false;
    stepper.holdWindow(false);
  };

  // A key held down is as quick as a drag: nothing glides, and only where it ends is said.
  const onKeyUp = () => {
    if (!drag.current) stepper.isDragging.value = false;
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.repeat) stepper.isDragging.value = true;
    if (pressKey(stepper, event, host)) event.preventDefault();
  };

  const rows = drawnRows(stepper);
  const at = selectedRow(stepper);
  const place = rows[at] as DrawnRow;
  const { step } = stepper.state.now.value;
  const cellId = `${stepper.id}-cell-${at + 1}-${step}`;
  const handlers = {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: onPointerUp,
    onKeyDown,
    onKeyUp,
    onBlur: onKeyUp,
  };
  const grid = {
    role: 'grid',
    tabIndex: 0,
    'aria-label': texts.grid,
    'aria-rowcount': rows.length,
    'aria-colcount': stepper.steps,
    'aria-activedescendant': cellId,
    onPointerLeave: () => {
      if (!drag.current) point(stepper, null);
    },
    onDblClick: () => host.edit(''),
    ...handlers,
  } as const;
  // A grid without a table: the squares are pixels, and only the chosen one is an element, a row and a cell at a time.
  const row = { role: 'row', 'aria-rowindex': at + 1 } as const;
  const cell = { role: 'gridcell', id: cellId, 'aria-colindex': step, 'aria-selected': true } as const;
  return (
    <div class="stepper-grid" {...grid}>
      <div class="visually-hidden" {...row}>
        <div key={cellId} {...cell}>
          <Words>{squareText(stepper, texts, stepper.drawn.value.after, { ...place, step })}</Words>
        </div>
      </div>
    </div>
  );
}

/** What a drag up or down moves; null where nothing can be forced. */
function gripOf(stepper: Stepper, { row, unit, step }: Square): Grip | null {
  const strip = stepper.strips.find(({ name }) => name === row);
  if (!strip?.range || strip.name === 'probability') return null;
  return stepper.gripAt(strip.name, unit, step, valueAt(stepper.after.value, row, unit - 1, step - 1));
}

/** Lights the strip under the pointer and shows the value of its square. */
function point({ light: { pointed, hovered } }: Stepper, place: Square | null): void {
  pointed.value = place === null || place.row === 'probability' ? null : place.row;
  const old = hovered.peek();
  if (old?.row !== place?.row || old?.unit !== place?.unit || old?.step !== place?.step) hovered.value = place;
}

/** The square under the pointer; in the gaps the nearest. */
function placeAt(stepper: Stepper, event: TargetedPointerEvent<HTMLElement>): Square | null {
  const strips = event.currentTarget.closest('.stepper-strips')?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
  const distance = (box: DOMRect) => Math.max(box.top - event.clientY, event.clientY - box.bottom, 0);
  const nearest = [...strips]
    .map((strip) => ({ name: strip.dataset['row'] as RowName, box: strip.getBoundingClientRect() }))
    .reduce((best, strip) => (distance(strip.box) < distance(best.box) ? strip : best));
  const { name, box } = nearest;
  const rows = drawnRows(stepper).filter(({ row }) => row === name);
  const share = Math.min(0.999, Math.max(0, (event.clientY - box.top) / box.height));
  const drawn = rows[Math.floor(share * rows.length)];
  return drawn ? { ...drawn, step: stepAt(stepper, event) } : null;
}

function stepAt(stepper: Stepper, event: TargetedPointerEvent<HTMLElement>): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const { start, columns } = stepper.window.value;
  const column = Math.floor(((event.clientX - left) / width) * columns);
  return start + Math.min(columns - 1, Math.max(0, column)) + 1;
}
