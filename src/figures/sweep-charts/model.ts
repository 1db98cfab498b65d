/** The charts of the sweeps: which sweep, which of its runs is named, and the curves once they have come. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { createFigureState, type FigureState, type Page } from '../shared/state.ts';
import { unpack } from '../shared/sweeps.ts';
import { collectCharts } from './collect.ts';
import { neighbourOf } from './dots.ts';
import { type SweepState, sweepFields } from './state.ts';
import type { CurveFile, CurveView, LagCharts, LagView, SweepChartsProps, SweepRun, ViewName } from './types.ts';

export interface SweepModel {
  readonly state: FigureState<SweepState>;
  /** Null for a sweep that is shown by its curves. */
  readonly charts: ReadonlySignal<LagCharts | null>;
  /** The curves; null until they have come. */
  readonly curves: ReadonlySignal<CurveFile | null>;
  /** `errors.<code>` when they could not be fetched. */
  readonly failure: ReadonlySignal<'notFetched' | null>;
  /** The run under the pointer, else the chosen one. */
  readonly named: ReadonlySignal<SweepRun | null>;
  readonly chosen: ReadonlySignal<SweepRun | null>;
  readonly isAwake: ReadonlySignal<boolean>;
  choose(view: ViewName): void;
  /** Names a run for as long as the pointer is on it; null when it leaves. */
  hover(run: SweepRun | null): void;
  pick(run: SweepRun): void;
  /** To the next run of its cell by an arrow key, from the first where none of the cell is chosen. */
  go(cell: SweepRun['cell'], way: 'left' | 'right' | 'up' | 'down' | 'first' | 'last'): void;
  retry(): void;
  start(page: Page): () => void;
}

export function isCurveView(view: ViewName): view is CurveView {
  return view === 'copy' || view === 'copy-small';
}

export function createSweepModel({
  id,
  files,
  curvesAddress,
}: Pick<SweepChartsProps, 'id' | 'files' | 'curvesAddress'>): SweepModel {
  const known = new Map<LagView, LagCharts>();
  const chartsOf = (view: ViewName): LagCharts | null => {
    if (isCurveView(view)) return null;
    const charts = known.get(view) ?? collectCharts(files[view].settings.map(unpack));
    known.set(view, charts);
    return charts;
  };
  const runOf = ({ view, run }: SweepState): SweepRun | null => {
    if (run === '') return null;
    const runs = chartsOf(view)?.panels.flatMap((panel) => panel.runs);
    return runs?.find(({ key }) => key === run) ?? null;
  };
  // A run that the sweep does not have is none.
  const state = createFigureState(id, sweepFields, (asked) => (runOf(asked) ? asked : { ...asked, run: '' }));
  const curves = signal<CurveFile | null>(null);
  const failure = signal<'notFetched' | null>(null);
  const hovered = signal<SweepRun | null>(null);
  const isAwake = signal(false);
  const charts = computed(() => chartsOf(state.now.value.view));
  const chosen = computed(() => runOf(state.now.value));

  const fetchCurves = async () => {
    failure.value = null;
    const answer = await fetch(curvesAddress)
      .then((response) => (response.ok ? (response.json() as Promise<CurveFile>) : null))
      .catch(() => null);
    if (answer) curves.value = answer;
    else failure.value = 'notFetched';
  };
  const pick = (run: SweepRun) => state.change({ run: run.key }, 'pick');

  return {
    state,
    charts,
    curves,
    failure,
    chosen,
    named: computed(() => hovered.value ?? chosen.value),
    isAwake,
    choose(view) {
      hovered.value = null;
      state.endGesture();
      if (view !== state.now.peek().view) state.change({ view, run: '' });
    },
    hover(run) {
      hovered.value = run;
    },
    pick,
    go(cell, way) {
      const runs = charts.peek()?.panels.find((panel) => panel.cell === cell)?.runs ?? [];
      const from = runs.find(({ key }) => key === chosen.peek()?.key);
      const isEnd = way === 'first' || way === 'last';
      const next = isEnd ? runs.at(way === 'first' ? 0 : -1) : from ? neighbourOf(runs, from, way) : runs[0];
      if (next) pick(next);
    },
    retry: () => void fetchCurves(),
    start(page) {
      const disconnect = state.connect(page);
      const follow = state.now.subscribe(({ view }) => {
        if (isCurveView(view) && !curves.peek() && !failure.peek()) void fetchCurves();
      });
      isAwake.value = true;
      return () => {
        follow();
        disconnect();
      };
    },
  };
}
