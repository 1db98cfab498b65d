/**
 * A number that was clicked: what it was computed from and what uses it. Of a quantity that is the cell's own table of
 * dependencies; of what stands between (weights, products, sums) it is the opened product.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { FigureState } from '../../shared/state.ts';
import { type Run, type TrainedNetwork, valueAt } from '../network.ts';
import type { StepperState } from '../state.ts';
import { cameFrom, goesTo, type Spot } from './dependencies.ts';
import type { Opening } from './opening.ts';
import { keyOf, type Opened, type OpenedNumber } from './parts.ts';

export interface Trace {
  readonly spot: Spot;
  readonly value: number;
  /** Squares of the strips. */
  readonly from: readonly Spot[];
  readonly to: readonly Spot[];
  /** Numbers of the opened product that are neither a quantity nor read. */
  readonly madeFrom: readonly OpenedNumber[];
  readonly usedBy: readonly OpenedNumber[];
  /** How a number is lit, by its key. */
  lightOf(spot: Spot): Role | null;
}

export type Role = 'self' | 'from' | 'to';

export interface Tracing {
  readonly trace: ReadonlySignal<Trace | null>;
  /** Lights the dependencies of a number; of the one that is lit already, puts them out. */
  toggle(spot: Spot): void;
  clear(): void;
}

interface Surroundings {
  readonly state: FigureState<StepperState>;
  readonly shown: ReadonlySignal<Run>;
  readonly opening: Opening;
}

export function createTracing({ state, shown, opening }: Surroundings): Tracing {
  const traced = signal<Spot | null>(null);
  const trace = computed(() => {
    const spot = traced.value;
    if (!spot || state.now.value.way === 'backward') return null;
    return traceOf(spot, shown.value, opening.opened.value);
  });
  return {
    trace,
    toggle(spot) {
      traced.value = trace.peek()?.lightOf(spot) === 'self' ? null : spot;
    },
    clear: () => {
      traced.value = null;
    },
  };
}

/** Null for a number that is not on view any more. */
export function traceOf(asked: Spot, run: Run, opened: Opened | null): Trace | null {
  const { trained } = run;
  const normal = (of: Spot) => asOne(trained, of);
  const spot = normal(asked);
  const isQuantity = spot.name === 'probability' || spot.name in run.values;
  const edges = opened ? edgesOf(opened) : [];
  const key = keyOf(spot);
  const parts = edges.filter(([, whole]) => keyOf(whole) === key).map(([part]) => part);
  const wholes = edges.filter(([part]) => keyOf(normal(part)) === key).map(([, whole]) => whole);
  const own = [...edges.flat()].find((number) => keyOf(normal(number)) === key);
  if (!isQuantity && spot.name !== 'input' && !own) return null;

  const isDrawn = ({ name }: Spot) => name === 'input' || (name in run.values && name !== 'squashedCell');
  const from = isQuantity ? cameFrom(trained, spot) : parts.filter(isDrawn).map(normal);
  const to =
    isQuantity || spot.name === 'input' ? goesTo(trained, spot, run.steps) : wholes.filter(isDrawn).map(normal);
  const madeFrom = parts.filter((part) => !isDrawn(part));
  const usedBy = wholes.filter((whole) => !isDrawn(whole));
  const [back, forth] = [new Set([...from, ...madeFrom].map(keyOf)), new Set([...to, ...usedBy].map(keyOf))];
  const value = isQuantity ? valueAt(run, spot.name, spot.unit - 1, spot.step - 1) : (own?.value ?? 1);
  return {
    ...{ spot, value, from, to, madeFrom, usedBy },
    lightOf(other) {
      const of = keyOf(normal(other));
      return of === key ? 'self' : back.has(of) ? 'from' : forth.has(of) ? 'to' : null;
    },
  };
}

/** Every number of an opened product with the one that it goes into. */
function edgesOf({ inner, rows, sum, squash, last }: Opened): (readonly [OpenedNumber, OpenedNumber])[] {
  const whole = rows.find(({ kind }) => kind === 'inner')?.factors[1];
  const within = [...inner, ...rows, ...(last ? [last] : [])].flatMap(({ factors, result }) =>
    factors.map((factor) => [factor, result] as const),
  );
  const into = (list: typeof rows, total: OpenedNumber) =>
    list.filter(({ result }) => keyOf(result) !== keyOf(total)).map(({ result }) => [result, total] as const);
  return [
    ...within,
    ...(whole ? into(inner, whole) : []),
    ...into(rows, sum),
    ...(squash ? [[sum, squash.result] as const] : []),
  ];
}

/** The letter read is one, whichever entries of the input it stands for. */
function asOne({ reading }: TrainedNetwork, { name, unit, step }: Spot): Spot {
  return { name, unit: name === 'input' && reading.kind === 'letters' ? 1 : unit, step };
}
