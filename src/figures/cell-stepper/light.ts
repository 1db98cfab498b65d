/**
 * What is lit, in the figure and in the equations beside it. The pointer lights what it is on, the keys the term they
 * are on; either way the rest of the figure steps back. While the drawing has focus its chosen row lights its terms, and
 * nothing steps back: a reader stays there, and has to read the rest.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RowName, StepperState } from './state.ts';

/** Unit and step count from 1; step 0 is before the first. */
export interface Square {
  readonly row: RowName;
  readonly unit: number;
  readonly step: number;
}

export interface Light {
  /** What the pointer is on, in the figure or in an equation: a row's name, or a term's. */
  readonly pointed: Signal<string | null>;
  /** The square under the pointer. */
  readonly hovered: Signal<Square | null>;
  /** The term of an equation that has the focus. */
  readonly focused: Signal<string | null>;
  /** True while the drawing has the focus. */
  readonly isChosen: Signal<boolean>;
  /** What the figure lights while the rest steps back. */
  readonly lit: ReadonlySignal<string | null>;
  /** What the equations light. */
  readonly named: ReadonlySignal<string | null>;
  /** The square that shows its number. */
  readonly marked: ReadonlySignal<Square | null>;
  /** The square of a term at the unit and step on view; null for a term or a step that the figure does not draw. */
  squareOf(term: string): Square | null;
}

export function createLight(now: ReadonlySignal<StepperState>, rows: readonly RowName[], steps: number): Light {
  const pointed = signal<string | null>(null);
  const hovered = signal<Square | null>(null);
  const focused = signal<string | null>(null);
  const isChosen = signal(false);
  const lit = computed(() => pointed.value ?? focused.value);
  const squareOf = (term: string): Square | null => {
    const row = rows.find((name) => name === rowOf(term));
    if (row === undefined) return null;
    const { unit, answer, channel, step } = now.value;
    const at = row === term ? step : term.startsWith('next') ? step + 1 : step - 1;
    if (at > steps) return null;
    const place = row === 'probability' ? answer : row === 'input' ? channel : unit;
    return { row, unit: place, step: at };
  };
  return {
    ...{ pointed, hovered, focused, isChosen, lit, squareOf },
    named: computed(() => lit.value ?? hovered.value?.row ?? (isChosen.value ? now.value.row : null)),
    marked: computed(() => hovered.value ?? (lit.value === null ? null : squareOf(lit.value))),
  };
}

/** The state before, or after, is drawn in the strip of that state. */
export function rowOf(term: string): string {
  return term.replace(/^(?:previous|next)([A-Z])/, (_, letter: string) => letter.toLowerCase());
}
