/**
 * The list of what is forced, and what the reader does with it: hold a value, scale or freeze it, reach over more steps
 * or all units, switch off, let go. Entries act in the order of the list, each on what those before it left.
 */
import { computed, type ReadonlySignal, type Signal } from '@preact/signals';
import type { QuantityName } from '../../engine/cells/contract.ts';
import type { Intervention } from '../../engine/interventions.ts';
import type { FigureState } from '../shared/state.ts';
import type { StripKind } from './cells.ts';
import { covers, type Forced, firstFrozen, interventionOf, isSquare, placeOf, rangeOf } from './forced.ts';
import { mostForced, type StepperState } from './state.ts';

/** What a drag or a key at a square changes: the value held there, the factor, or a value yet to be held. */
export interface Grip {
  readonly value: number;
  readonly range: readonly [number, number];
  readonly isFactor: boolean;
  set(value: number): void;
}

export type Part = Partial<Pick<Forced, 'unit' | 'firstStep' | 'lastStep' | 'kind' | 'value'>>;

export interface ForcedActions {
  /**
   * Sets the value of one unit at one step, rounded to hundredths; all that is set together with it follows. Of what is
   * read puts another number in.
   */
  force(quantity: QuantityName | 'input', unit: number, step: number, value: number): void;
  /** The same with a factor, or by freezing. */
  forceAs(kind: Forced['kind'], quantity: QuantityName, unit: number, step: number, value?: number): void;
  /** Changes parts of an entry, within what is possible. Returns the entry that stands in its place then. */
  edit(entry: Forced, part: Part): Forced;
  setOn(entry: Forced, isOn: boolean): void;
  release(entry: Forced): void;
  clearAll(): void;
  /** The entry that decides there: the last that is switched on, else the last. */
  forcedAt(quantity: string, unit: number, step: number): Forced | undefined;
  /** `value` is what stands there now. */
  gripAt(quantity: QuantityName | 'input', unit: number, step: number, value: number): Grip;
  /** Stays the same through edits, undo and redo. */
  idOf(entry: Forced): number;
}

interface Parts {
  readonly state: FigureState<StepperState>;
  readonly strips: readonly StripKind[];
  readonly steps: number;
  readonly isDragging: ReadonlySignal<boolean>;
  /** The place whose value was held last, unless by dragging: its pin drops in. */
  readonly dropped: Signal<string | null>;
  /** Numbers read are not forced but changed. */
  setInput(step: number, channel: number, value: number): void;
}

export function interventionsIn(state: ReadonlySignal<StepperState>): ReadonlySignal<readonly Intervention[]> {
  const forced = computed(() => state.value.forced);
  return computed(() => forced.value.filter(({ isOn }) => isOn).map(interventionOf));
}

export function createForcing({ state, strips, steps, isDragging, dropped, setInput }: Parts): ForcedActions {
  const list = () => state.now.peek().forced;
  const stripOf = (quantity: string) => strips.find(({ name }) => name === quantity) as StripKind;
  const ids = new WeakMap<Forced, number>();
  let count = 0;
  const idOf = (entry: Forced) => {
    const known = ids.get(entry);
    if (known !== undefined) return known;
    count += 1;
    ids.set(entry, count);
    return count;
  };

  /** Puts an entry in another's place, or at the end. Another one that does the same at the same place gives way. */
  const put = (old: Forced | undefined, next: Forced, gesture?: string) => {
    const isOther = (entry: Forced) =>
      entry === old || entry.kind === 'scale' || entry.kind !== next.kind || placeOf(entry) !== placeOf(next);
    const others = list().filter(isOther);
    if (old) ids.set(next, idOf(old));
    const forced = old ? others.map((entry) => (entry === old ? next : entry)) : [...others, next];
    if (forced.length <= mostForced) state.change({ forced }, gesture);
  };

  const add = (entry: Forced) => {
    if (list().length >= mostForced) return;
    dropped.value = isDragging.peek() ? null : placeOf(entry);
    put(undefined, entry, `edit ${idOf(entry)} value`);
  };

  const forcedAt = (quantity: string, unit: number, step: number) => {
    const here = state.now.value.forced.filter((entry) => covers(entry, quantity, unit, step));
    return here.findLast(({ isOn }) => isOn) ?? here.at(-1);
  };

  const edit = (entry: Forced, part: Part): Forced => {
    const next = possible({ ...entry, ...part }, stripOf(entry.quantity), steps);
    const names = Object.keys(part) as (keyof Part)[];
    if (names.every((name) => next[name] === entry[name])) return entry;
    put(entry, next, `edit ${idOf(entry)} ${names.join()}`);
    return next;
  };

  const forceAs: ForcedActions['forceAs'] = (kind, quantity, unit, step, value = 0) => {
    const strip = stripOf(quantity);
    if (!strip?.range || !Number.isFinite(value)) return;
    const old = forcedAt(quantity, unit, step);
    const place = { quantity, unit, firstStep: step, lastStep: step };
    const next = possible({ ...place, kind, value, isOn: true }, strip, steps);
    if (kind === 'freeze' && step < firstFrozen(quantity)) return;
    // What does the same already gets the new value, a single square does the new thing; else a new entry comes last.
    if (old?.isOn && old.kind === kind) edit(old, { value });
    else if (old && isSquare(old)) put(old, next, `edit ${idOf(old)} value`);
    else add(next);
  };

  return {
    force(quantity, unit, step, value) {
      if (quantity !== 'input') forceAs('set', quantity, unit, step, value);
      else setInput(step, unit, value);
    },
    ...{ forceAs, edit, forcedAt, idOf },
    setOn: (entry, isOn) => put(entry, { ...entry, isOn }),
    release: (entry) => state.change({ forced: list().filter((other) => other !== entry) }),
    clearAll: () => state.change({ forced: [] }),
    gripAt(quantity, unit, step, value) {
      const strip = stripOf(quantity);
      if (quantity === 'input') {
        const set = (next: number) => setInput(step, unit, next);
        return { value, range: rangeOf(strip, 'set'), isFactor: false, set };
      }
      const entry = forcedAt(quantity, unit, step);
      if (!entry?.isOn || entry.kind === 'freeze') {
        const set = (next: number) => forceAs('set', quantity, unit, step, next);
        return { value, range: rangeOf(strip, 'set'), isFactor: false, set };
      }
      return {
        ...{ value: entry.value, range: rangeOf(strip, entry.kind), isFactor: entry.kind === 'scale' },
        set(next) {
          const now = forcedAt(quantity, unit, step);
          if (now) edit(now, { value: next });
        },
      };
    },
  };
}

/** The entry as it can be: steps in order and on the strip, a frozen gate from the second step on, hundredths in range. */
function possible(entry: Forced, strip: StripKind, steps: number): Forced {
  const { kind, value } = entry;
  const least = kind === 'freeze' ? firstFrozen(entry.quantity) : 1;
  const inside = (step: number, from: number) => Math.min(steps, Math.max(from, Math.round(step)));
  const firstStep = inside(entry.firstStep, least);
  const lastStep = inside(entry.lastStep, firstStep);
  const [low, high] = rangeOf(strip, kind);
  const held = Math.round(Math.min(high, Math.max(low, value)) * 100) / 100 + 0;
  return { ...entry, firstStep, lastStep, value: kind === 'freeze' ? 0 : held };
}
