/**
 * The race: what the reader chose, what ships for it, and what is trained in the page. Views read signals and call
 * actions; nothing here draws.
 */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { CellKind } from '../../engine/cells/contract.ts';
import { updatePiece } from '../../training/work.ts';
import { createWorkerClient, type WorkerClient } from '../../worker/client.ts';
import { createDevicePace, visitStore } from '../shared/device-pace.ts';
import { type Clock, type Fresh, type FreshRuns, startRuns } from '../shared/fresh.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { createTiming, type Timing } from '../shared/timing.ts';
import { fetchShipped, raceRun, type Shipped } from './shipped.ts';
import { nearestState, type RaceState, raceFields } from './state.ts';
import { type TaskFacts, taskFacts } from './tasks.ts';
import type { CellReading, LagOffer, RaceProps, TaskOffer, Width } from './types.ts';

/** One cell as it stands on screen. */
export interface Lane extends Width {
  readonly reading: CellReading | null;
}

export interface RaceModel {
  readonly state: FigureState<RaceState>;
  /** The chosen lag. */
  readonly lag: ReadonlySignal<number>;
  readonly facts: ReadonlySignal<TaskFacts>;
  readonly offer: ReadonlySignal<TaskOffer>;
  /** What ships at this lag; null when nothing does. */
  readonly lagOffer: ReadonlySignal<LagOffer | null>;
  readonly shipped: ReadonlySignal<Shipped>;
  readonly fresh: ReadonlySignal<Fresh | null>;
  readonly lanes: ReadonlySignal<readonly Lane[]>;
  /** Columns read so far while the reading plays; null at its end. */
  readonly column: ReadonlySignal<number | null>;
  /** True once the page has taken over from the picture made at build. */
  readonly isAwake: ReadonlySignal<boolean>;
  /** How long the three runs will take here. */
  readonly timing: Timing;
  change(part: Partial<RaceState>, gesture?: string): void;
  /** Starts the three runs; while they run, pauses; while they rest, goes on. They wait while the page is hidden. */
  train(): void;
  step(): void;
  stop(): void;
  /** Back to what ships. */
  showShipped(): void;
  readAgain(): void;
  retry(): void;
  reset(): void;
  start(page: RacePage): () => void;
}

/** The parts of `window` that are needed. */
type RacePage = Parameters<FigureState<RaceState>['connect']>[0] &
  Pick<Window, 'requestAnimationFrame' | 'cancelAnimationFrame' | 'matchMedia' | 'performance' | 'navigator'>;

const readEvery = 20;
const columnMs = 12;
const nothing: Shipped = { results: null, readings: {}, failure: null };

export function createRaceModel(props: RaceProps, createClient: () => WorkerClient = createWorkerClient): RaceModel {
  const { offers, opening, readSeed } = props;
  const tasks = offers.map(({ task }) => task);
  const openingKey = keyOf(opening.results.task, opening.results.lag);
  const state = createFigureState(props.id, raceFields(tasks, opening.results.lag), nearestState);

  const arrived = signal<ReadonlyMap<string, Shipped>>(
    new Map([[openingKey, { results: opening.results, readings: opening.readings, failure: null }]]),
  );
  const fresh = signal<Fresh | null>(null);
  const column = signal<number | null>(null);
  const isAwake = signal(false);
  let race: FreshRuns | null = null;
  let client: WorkerClient | null = null;
  let page: RacePage | null = null;
  const fetched = new Set<string>();

  const lag = computed(() => state.now.value.lag);
  const offer = computed(() => offers.find(({ task }) => task === state.now.value.task) ?? (offers[0] as TaskOffer));
  const lagOffer = computed(() => {
    const isShippedSize = state.now.value.size === 'equal';
    return (isShippedSize && offer.value.lags.find((one) => one.lag === lag.value)) || null;
  });
  const key = computed(() => keyOf(offer.value.task, lag.value));
  const widths = computed(() => offer.value.widths[state.now.value.size]);
  const shipped = computed(() => (lagOffer.value ? (arrived.value.get(key.value) ?? nothing) : nothing));
  const lanes = computed(() =>
    widths.value.map((width) => ({
      ...width,
      reading: fresh.value ? readingOf(fresh.value, width.cell) : (shipped.value.readings[width.cell] ?? null),
    })),
  );

  const workers = () => {
    client ??= createClient();
    return client;
  };
  const fetchAt = async (found: LagOffer) => {
    const { task, updates } = offer.peek();
    const name = keyOf(task, found.lag);
    if (fetched.has(name)) return;
    fetched.add(name);
    const tell = (one: Shipped) => {
      arrived.value = new Map([...arrived.peek(), [name, one]]);
    };
    const request = { task, offer: found, widths: offer.peek().widths.equal, updates, readSeed };
    await fetchShipped(workers(), request, { ...(arrived.peek().get(name) ?? nothing), failure: null }, tell);
  };
  /** This lag, then its neighbours while the reader looks, so that dragging answers at once. */
  const fetchLag = async () => {
    const found = lagOffer.peek();
    if (!found) return;
    await fetchAt(found);
    const lags = offer.peek().lags.toSorted((a, b) => a.lag - b.lag);
    const at = lags.indexOf(found);
    for (const beside of [lags[at + 1], lags[at - 1]]) {
      if (page && beside && lagOffer.peek() === found && !fresh.peek()) await fetchAt(beside);
    }
  };
  const runs = computed(() => {
    const { seed, numerics } = state.now.value;
    const { task, updates } = offer.value;
    return widths.value.map((width) => ({
      ...raceRun(task, lag.value, width, seed, updates),
      ...(numerics === 'fastest' ? { numerics } : {}),
    }));
  });
  const timing = createTiming({
    pace: createDevicePace(visitStore()),
    runs,
    pieceOf: updatePiece,
    atOnce: () => Math.max(1, ((page ?? window).navigator.hardwareConcurrency || 2) - 1),
    isBusy: computed(() => fresh.value?.status === 'running'),
    client: workers,
    clock: {
      setTimeout: (action: () => void, ms: number) => (page ?? window).setTimeout(action, ms),
      clearTimeout: (timer: number | undefined) => (page ?? window).clearTimeout(timer),
    },
  });
  const begin = (isPaused: boolean) => {
    const tell = (news: Fresh) => {
      fresh.value = news;
    };
    column.value = null;
    const watch = () => ({ what: 'reading', every: readEvery, seed: readSeed }) as const;
    const asked = { runs: runs.peek(), isPaused, watch, onUpdates: timing.hear };
    race = startRuns(workers(), asked, tell, clockOf(page ?? window));
  };
  const showShipped = () => {
    race?.stop();
    race = null;
    fresh.value = null;
  };

  return {
    state,
    lag,
    facts: computed(() => taskFacts(offer.value.task, lag.value)),
    offer,
    lagOffer,
    shipped,
    fresh,
    lanes,
    column,
    isAwake,
    timing,
    change(part, gesture) {
      state.change(nearestState({ ...state.now.peek(), ...part }), gesture);
    },
    train() {
      const status = fresh.peek()?.status;
      if (status === 'running' || status === 'waiting') race?.pause();
      else if (status === 'paused') race?.resume();
      else begin(false);
    },
    step() {
      if (fresh.peek()?.status !== 'paused') begin(true);
      race?.step();
    },
    stop: () => race?.stop(),
    showShipped,
    readAgain() {
      const steps = lanes.peek().find(({ reading }) => reading)?.reading?.steps ?? 0;
      const tell = (at: number | null) => {
        column.value = at;
      };
      if (page && column.peek() === null) playReading(page, steps, tell);
    },
    retry() {
      if (fresh.peek()?.status === 'failed') return begin(false);
      fetched.delete(key.peek());
      void fetchLag();
    },
    reset() {
      batch(() => {
        showShipped();
        state.reset();
      });
    },
    start(window) {
      page = window;
      const disconnect = state.connect(window);
      let last = '';
      // A run belongs to its task, lag, size and numerics: choosing another ends it.
      const forget = effect(() => {
        const { size, numerics } = state.now.value;
        const chosen = `${key.value} ${size} ${numerics}`;
        if (last !== '' && last !== chosen) showShipped();
        last = chosen;
        void fetchLag();
      });
      const onVisibilityChange = () => (window.document.hidden ? race?.wait() : race?.goOn());
      window.document.addEventListener('visibilitychange', onVisibilityChange);
      isAwake.value = true;
      return () => {
        forget();
        disconnect();
        window.document.removeEventListener('visibilitychange', onVisibilityChange);
        race?.stop();
        timing.close();
        client?.close();
        client = null;
        page = null;
      };
    },
  };
}

/** Tells the columns read so far, 12 ms each, and null at the end; at once for readers who asked for less motion. */
function playReading(page: RacePage, steps: number, tell: (column: number | null) => void): void {
  if (page.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    tell(null);
    return;
  }
  const startMs = page.performance.now();
  const frame = () => {
    const at = Math.floor((page.performance.now() - startMs) / columnMs);
    tell(at < steps ? at : null);
    if (at < steps) page.requestAnimationFrame(frame);
  };
  frame();
}

function readingOf({ cells }: Fresh, cell: CellKind): CellReading | null {
  return cells.find((one) => one.cell === cell)?.reading ?? null;
}

function clockOf(page: RacePage): Clock {
  return {
    now: () => page.performance.now(),
    setTimeout: (action, ms) => page.setTimeout(action, ms),
    clearTimeout: (timer) => page.clearTimeout(timer),
  };
}

function keyOf(task: string, lag: number): string {
  return `${task}-${lag}`;
}
