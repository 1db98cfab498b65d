/**
 * The laboratory: the setting that the reader chose, the runs of that setting, and what every setting of this visit came
 * to. Views read signals and call actions; nothing here draws.
 */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Run } from '../../training/run.ts';
import { updatePiece } from '../../training/work.ts';
import { createWorkerClient, type WorkerClient } from '../../worker/client.ts';
import { createDevicePace, visitStore } from '../shared/device-pace.ts';
import { type Fresh, type FreshRuns, startRuns } from '../shared/fresh.ts';
import type { RunProgress } from '../shared/heard.ts';
import { offerOwnRuns } from '../shared/own-runs.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { createTiming, type Timing } from '../shared/timing.ts';
import { heldSteps } from './dots.ts';
import { createResultFiles } from './files.ts';
import { createInsideModel, type InsideModel, insideWatch } from './inside/model.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import { createKeptWeights, firstSeedsOf } from './kept-weights.ts';
import { withCurves } from './outcomes.ts';
import { findShipped, freshRow, keyOf, otherBias, rowsCsv, rowsJson, shippedRow, stateOf, withRow } from './rows.ts';
import { beginningOf, type LabState, labFields, nearestState, runsOf, type Width, widthsOf } from './state.ts';
import { createRunStore, type RunStore } from './store.ts';
import { type LabTaskFacts, labFacts, labTasks, offerOf } from './tasks.ts';
import type { CurveView, LabProps, LabTask, Row } from './types.ts';

export interface LabModel {
  readonly id: string;
  readonly state: FigureState<LabState>;
  readonly facts: ReadonlySignal<LabTaskFacts>;
  readonly widths: ReadonlySignal<readonly Width[]>;
  /** Steps that each unit of seed 1 holds at first, by cell. */
  readonly held: ReadonlySignal<Readonly<Record<'gru' | 'lstm', readonly number[]>>>;
  /** Where the frameworks' default puts them. */
  readonly defaultHeld: Readonly<Record<'gru' | 'lstm', number>>;
  readonly fresh: ReadonlySignal<Fresh | null>;
  readonly inside: InsideModel;
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** Of the present setting; null when it has not been run. */
  readonly current: ReadonlySignal<Row | null>;
  /** The same task and lag begun otherwise, where that is known. */
  readonly other: ReadonlySignal<Row | null>;
  /** The rows whose curves are drawn: the present one, or the two that are ticked, the newer first. */
  readonly shown: ReadonlySignal<readonly Row[]>;
  readonly ticked: ReadonlySignal<readonly string[]>;
  readonly view: ReadonlySignal<CurveView>;
  /** `errors.<code>` when results that ship could not be fetched. */
  readonly failure: ReadonlySignal<string | null>;
  readonly isAwake: ReadonlySignal<boolean>;
  /** Whether the page came with runs of the present task. */
  readonly isShipped: ReadonlySignal<boolean>;
  readonly keeping: Keeping;
  /** How long the runs of the present setting will take here. */
  readonly timing: Timing;
  change(part: Partial<LabState>, gesture?: string): void;
  chooseTask(task: LabTask): void;
  /** Starts the runs; while they run, pauses; while they rest, goes on. They wait while the page is hidden. */
  train(): void;
  step(): void;
  stop(): void;
  tick(key: string): void;
  look(view: CurveView): void;
  retry(): void;
  /** Takes a row from the table, and what was kept of it; the last can be put back. */
  remove(row: Row): void;
  /** Opens a file with runs and chooses their setting. */
  open(text: string): Promise<void>;
  reset(): void;
  csv(): string;
  json(): string;
  start(page: LabPage): () => void;
}

/** The parts of `window` that are needed. */
type LabPage = Parameters<FigureState<LabState>['connect']>[0] & Pick<Window, 'performance' | 'navigator'>;

const mostTicks = 2;

export function createLabModel(
  props: LabProps,
  createClient: () => WorkerClient = createWorkerClient,
  store: RunStore = createRunStore(),
): LabModel {
  const { id, shipped } = props;
  const fetchResults = createResultFiles();
  const state = createFigureState(id, labFields, nearestState);
  const rows = signal<readonly Row[]>(openingRows(props));
  const fresh = signal<Fresh | null>(null);
  const ticked = signal<readonly string[]>([]);
  const view = signal<CurveView>('score');
  const failure = signal<string | null>(null);
  const isAwake = signal(false);
  const keeping = createKeeping(id, rows, store, { now: () => performance.now(), today: () => Date.now() });
  let runs: FreshRuns | null = null;
  let client: WorkerClient | null = null;
  let page: LabPage | null = null;
  let offered: ReturnType<typeof offerOwnRuns> | null = null;

  const key = computed(() => keyOf(id, state.now.value));
  const facts = computed(() => labFacts(state.now.value.task, state.now.value.lag));
  const current = computed(() => rows.value.find((row) => row.key === key.value) ?? null);
  const shown = computed(() => {
    const both = rows.value.filter((row) => ticked.value.includes(row.key)).reverse();
    return both.length === mostTicks ? both : current.value ? [current.value] : [];
  });

  const clock = {
    now: () => (page ?? globalThis.window).performance.now(),
    setTimeout: (action: () => void, ms: number) => (page ?? globalThis.window).setTimeout(action, ms),
    clearTimeout: (timer: number | undefined) => (page ?? globalThis.window).clearTimeout(timer),
  };
  const workers = () => {
    client ??= createClient();
    return client;
  };
  // As many as the client has workers: a run that shares one would only take longer.
  const atOnce = () => Math.max(1, ((page ?? globalThis.window).navigator.hardwareConcurrency || 2) - 1);
  const timing = createTiming({
    pace: createDevicePace(visitStore()),
    runs: computed(() => runsOf(state.now.value, facts.value.longest)),
    pieceOf: updatePiece,
    atOnce,
    isBusy: computed(() => fresh.value?.status === 'running'),
    client: workers,
    clock,
  });

  /** What ships for the present setting comes on screen as a row; the curves of all that is shown when they arrive. */
  const showShipped = async () => {
    const now = state.now.peek();
    const entry = findShipped(shipped, now);
    if (entry && !current.peek()) rows.value = withRow(rows.peek(), shippedRow(id, now, entry));
    for (const row of shown.peek().filter(isBare)) await fetchCurves(row);
  };
  const fetchCurves = async (row: Row) => {
    const entry = findShipped(shipped, row.state);
    if (!entry) return;
    failure.value = null;
    const files = await fetchResults(entry.cells.map(({ address }) => address)).catch(() => null);
    if (!files) failure.value = 'notFetched';
    const now = rows.peek().find((one) => one.key === row.key);
    if (!files || !now || !isBare(now)) return;
    rows.value = withRow(rows.peek(), {
      ...now,
      cells: withCurves(now.cells, files, labFacts(row.state.task, row.state.lag).checkEvery),
    });
  };

  const keptWeights = createKeptWeights({
    key,
    kept: keeping.kept,
    isTraining: () => fresh.value !== null,
    find: keeping.find,
  });
  const ownRuns = () => (runs ? firstSeedsOf(runs.progress()) : keptWeights.runs.peek());
  const inside = createInsideModel({
    runs: computed(() => runsOf({ ...state.now.value, seeds: 1 }, facts.value.longest)),
    kept: keptWeights.runs,
    fresh,
    client: workers,
  });
  const begin = (isPaused: boolean, from: readonly RunProgress[] = []) => {
    const setting = state.now.peek();
    const settingKey = key.peek();
    ticked.value = [];
    const tell = (news: Fresh) => {
      batch(() => {
        fresh.value = news;
        rows.value = withRow(rows.peek(), freshRow(id, setting, news));
      });
      if (runs) keeping.save(settingKey, runs, news.status);
      if (news.status !== 'running' && news.status !== 'waiting') offered?.tell();
    };
    runs = null;
    const asked = { runs: runsOf(setting, facts.peek().longest), isPaused, from, atOnce: atOnce() };
    const watch = ({ seed }: Run) => (seed === setting.seed ? insideWatch : null);
    const { scoreOf } = facts.peek();
    runs = startRuns(workers(), { ...asked, watch, scoreOf, onUpdates: timing.hear }, tell, clock);
  };
  /** Goes on where the runs of the present setting were left; from their beginning where there is nothing of them. */
  const goOn = async (isPaused: boolean) => {
    const now = key.peek();
    const from = await keeping.find(now);
    if (now === key.peek() && fresh.peek()?.status !== 'running') begin(isPaused, from);
  };
  const isLeft = () => current.peek()?.status === 'left' || fresh.peek()?.status === 'failed';
  const forget = () => {
    runs?.leave();
    runs = null;
    fresh.value = null;
    offered?.tell();
  };

  return {
    id,
    state,
    facts,
    widths: computed(() => widthsOf(state.now.value)),
    held: computed(() => heldOf(state.now.value, facts.value.longest)),
    defaultHeld: defaultHeld(),
    fresh,
    inside,
    rows,
    current,
    other: computed(() => otherBias(rows.value, shipped, id, { key: key.value, state: state.now.value })),
    shown,
    ticked,
    view,
    failure,
    isAwake,
    isShipped: computed(() => shipped.some(({ task }) => task === facts.value.task)),
    keeping,
    timing,
    change: (part, gesture) => state.change(nearestState({ ...state.now.peek(), ...part }), gesture),
    chooseTask(task) {
      const now = state.now.peek();
      const { usualLag, updates, units } = offerOf(task);
      // A task that needs more room takes it, and gives it back.
      const isOwn = now.units === offerOf(now.task).units;
      const width = { units: units ?? (isOwn ? labFields.units.fallback : now.units) };
      state.change(nearestState({ ...now, ...width, task, lag: usualLag, updates }));
    },
    train() {
      const status = fresh.peek()?.status;
      if (status === 'running' || status === 'waiting') runs?.pause();
      else if (status === 'paused') runs?.resume();
      else if (isLeft()) void goOn(false);
      else begin(false);
    },
    async step() {
      if (isLeft()) await goOn(true);
      else if (fresh.peek()?.status !== 'paused') begin(true);
      runs?.step();
    },
    stop: () => runs?.stop(),
    look(one) {
      view.value = one;
    },
    tick(one) {
      const task = rows.peek().find((row) => row.key === one)?.state.task;
      const alike = rows.peek().filter((row) => row.state.task === task && row.key !== one);
      // Another task has another measure, and its curves mean something else.
      const others = ticked.peek().filter((other) => alike.some((row) => row.key === other));
      const isOff = ticked.peek().includes(one);
      ticked.value = isOff ? others : [...others, one].slice(-mostTicks);
      void showShipped();
    },
    retry() {
      if (fresh.peek()?.status === 'failed') void goOn(false);
      else void showShipped();
    },
    remove(row) {
      if (row.key === key.peek()) forget();
      ticked.value = ticked.peek().filter((one) => one !== row.key);
      void keeping.remove(row).then(showShipped);
    },
    async open(text) {
      const opened = await keeping.open(text);
      if (opened) state.change(opened);
    },
    reset() {
      batch(() => {
        forget();
        ticked.value = [];
        state.reset();
      });
    },
    csv: () => rowsCsv(rows.peek(), ({ task, lag }) => labFacts(task, lag).longest),
    json: () => rowsJson(rows.peek()),
    start(window) {
      page = window;
      offered = offerOwnRuns(window.document, ownRuns);
      const disconnect = state.connect(window);
      let last = '';
      // Runs belong to their setting: choosing another ends them.
      const follow = effect(() => {
        const now = key.value;
        if (last !== '' && last !== `of ${now}`) {
          forget();
          ticked.value = [];
        }
        last = `of ${now}`;
        void showShipped();
      });
      const unfollowKept = keptWeights.follow();
      const tellKept = keptWeights.runs.subscribe(() => offered?.tell());
      void keeping.load();
      const onVisibilityChange = () => (window.document.hidden ? runs?.wait() : runs?.goOn());
      window.document.addEventListener('visibilitychange', onVisibilityChange);
      isAwake.value = true;
      return () => {
        follow();
        disconnect();
        window.document.removeEventListener('visibilitychange', onVisibilityChange);
        runs?.leave();
        timing.close();
        inside.close();
        tellKept();
        unfollowKept();
        offered?.close();
        offered = null;
        client?.close();
        client = null;
        page = null;
      };
    },
  };
}

/** What ships for the lag that the page opens with, so that there is something to compare. */
function openingRows({ id, shipped }: LabProps): readonly Row[] {
  const [task] = labTasks;
  const opening = shipped.filter((entry) => entry.task === task && entry.lag === labFields.lag.fallback);
  const inOrder = opening.toSorted((a, b) => a.bias.localeCompare(b.bias));
  return inOrder.reduce<readonly Row[]>((rows, entry) => withRow(rows, shippedRow(id, stateOf(entry), entry)), []);
}

/** Its curves have not come yet. */
function isBare({ status, cells }: Row): boolean {
  return status === 'shipped' && cells.every(({ seeds }) => seeds.every(({ checks }) => checks.length === 0));
}

function heldOf(state: LabState, longest: number): Readonly<Record<'gru' | 'lstm', readonly number[]>> {
  const beginning = beginningOf(state, longest);
  const [first] = runsOf({ ...state, cells: ['rnn'], seeds: 1, init: 'usual' }, longest);
  const of = (cell: 'gru' | 'lstm') => {
    const hidden = widthsOf(state, [cell])[0]?.hidden ?? 1;
    return first ? heldSteps({ ...first, ...beginning, cell, hidden }) : [];
  };
  return { gru: of('gru'), lstm: of('lstm') };
}

function defaultHeld(): Readonly<Record<'gru' | 'lstm', number>> {
  const usual = { ...stateOf({ task: 'remember', lag: 5, bias: 'default', updates: 10, cells: [] }), units: 2 };
  const { gru, lstm } = heldOf(usual, 7);
  return { gru: gru[0] ?? 0, lstm: lstm[0] ?? 0 };
}
