/**
 * Lights the numbers of a trace wherever they are printed: in the drawing, beside the strips, under the equations. A
 * press on one of them traces it, Escape lets go of it; a press on a part of the drawing opens what it computes.
 */
import { effect } from '@preact/signals';
import type { Stepper } from '../model.ts';
import type { Spot } from './dependencies.ts';
import type { Role } from './tracing.ts';

/** Numbers that can be pressed; those of the opened product are buttons of their own. */
const printed = ':is(.stepper-numbers, .cell-diagram, .equation) [data-quantity][data-unit][data-step]:not([data-run])';
const terms = '.cell-part[data-part], .katex [data-term]';

/** Returns the way back. */
export function connectTracing(stepper: Stepper, figure: Element): () => void {
  const around = figure.closest('.beside') ?? figure;
  const { tracing } = stepper;

  const onClick = (event: Event) => {
    const target = event.target as Element;
    const number = target.closest<HTMLElement>(printed);
    const part = target.closest<HTMLElement>('.cell-part')?.dataset['part'];
    if (stepper.isBackward.peek()) return;
    if (number) tracing.toggle(spotOf(number));
    else if (part) openPart(stepper, part);
  };
  const onKeyDown = (event: Event) => {
    const { key, defaultPrevented } = event as KeyboardEvent;
    if (key === 'Escape' && !defaultPrevented) tracing.clear();
  };
  around.addEventListener('click', onClick);
  around.addEventListener('keydown', onKeyDown);

  let frame = 0;
  let isLit = false;
  const light = () => {
    const trace = tracing.trace.peek();
    if (!trace && !isLit) return;
    isLit = trace !== null;
    for (const number of around.querySelectorAll<HTMLElement>(printed)) {
      set(number, trace?.lightOf(spotOf(number)) ?? null);
    }
    for (const term of around.querySelectorAll<HTMLElement>(terms)) {
      const square = stepper.light.squareOf(term.dataset['part'] ?? term.dataset['term'] ?? '');
      const role = square && trace ? trace.lightOf({ ...square, name: square.row }) : null;
      set(term, role ?? (square && trace && isOld(term) ? roleOfColumn(trace, square.row, square.step) : null));
    }
  };
  // The numbers are on the page only after they were drawn anew.
  const stop = effect(() => {
    void tracing.trace.value;
    void stepper.state.now.value;
    void stepper.shown.value;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(light);
  });
  return () => {
    stop();
    cancelAnimationFrame(frame);
    around.removeEventListener('click', onClick);
    around.removeEventListener('keydown', onKeyDown);
  };
}

function openPart({ opening }: Stepper, part: string): void {
  const found = opening.subSteps.find((name) => name === part);
  if (found) opening.open(found);
}

/** The old hidden state is drawn as a column of all units: it is lit with any of them. */
function isOld({ dataset }: HTMLElement): boolean {
  return (dataset['part'] ?? dataset['term']) === 'previousHiddenState';
}

function roleOfColumn(trace: { from: readonly Spot[]; to: readonly Spot[]; spot: Spot }, name: string, step: number) {
  const has = (spots: readonly Spot[]) => spots.some((spot) => spot.name === name && spot.step === step);
  if (has([trace.spot])) return 'self';
  return has(trace.from) ? 'from' : has(trace.to) ? 'to' : null;
}

function spotOf({ dataset }: HTMLElement): Spot {
  return {
    name: dataset['quantity'] ?? '',
    unit: Number(dataset['unit']),
    step: Number(dataset['step']),
  };
}

function set(element: HTMLElement, role: Role | null): void {
  if (role) element.dataset['trace'] = role;
  else delete element.dataset['trace'];
}
