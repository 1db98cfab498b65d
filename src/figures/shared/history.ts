/** Undo and redo over whole states. Changes of one gesture (a drag, a walk through the steps) count as one. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';

interface History<S> {
  readonly present: ReadonlySignal<S>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** Makes `next` the present. Within a gesture of the same name it replaces the last change instead of adding one. */
  commit(next: S, gesture?: string): void;
  /** The next change starts a new gesture, whatever its name. */
  endGesture(): void;
  undo(): void;
  redo(): void;
}

/** States kept at most; the oldest goes first. */
export const historyLength = 200;

export function createHistory<S>(first: S): History<S> {
  const line = signal<{ readonly states: readonly S[]; readonly at: number }>({ states: [first], at: 0 });
  let current: string | undefined;

  const move = (by: number) => {
    const { states, at } = line.peek();
    const next = at + by;
    current = undefined;
    if (next >= 0 && next < states.length) line.value = { states, at: next };
  };

  return {
    present: computed(() => line.value.states[line.value.at] as S),
    canUndo: computed(() => line.value.at > 0),
    canRedo: computed(() => line.value.at < line.value.states.length - 1),
    commit(next, gesture) {
      const { states, at } = line.peek();
      const goesOn = gesture !== undefined && gesture === current && at > 0;
      const kept = [...states.slice(0, goesOn ? at : at + 1), next].slice(-historyLength);
      current = gesture;
      line.value = { states: kept, at: kept.length - 1 };
    },
    endGesture: () => {
      current = undefined;
    },
    undo: () => move(-1),
    redo: () => move(1),
  };
}
