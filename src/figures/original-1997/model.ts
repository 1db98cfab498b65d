/**
 * The figure of the 1997 network: one training at a time, from a seed, in the worker. It opens on a training that was done
 * when the site was built; a link that says so trains at once.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { createWorkerClient, type Failure, type TrainingHandle, type WorkerClient } from '../../worker/client.ts';
import type { OriginalProgress } from '../../worker/messages.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { type OriginalState, originalFields } from './state.ts';
import { createOriginalTiming, type OriginalTiming } from './timing.ts';
import type { Course } from './types.ts';

/** `shipped`: as built with the site. `waiting`: at rest because the page is hidden, and to go on by itself. */
export type OriginalStatus = 'none' | 'shipped' | 'running' | 'waiting' | 'paused' | 'stopped' | 'finished' | 'failed';

export interface OriginalModel {
  readonly state: FigureState<OriginalState>;
  readonly status: ReadonlySignal<OriginalStatus>;
  /** What is on screen: with nothing in it yet when there is none for this seed. */
  readonly course: ReadonlySignal<Course>;
  /** Time spent training here, in milliseconds; 0 for what shipped. */
  readonly elapsedMs: ReadonlySignal<number>;
  readonly failure: ReadonlySignal<Failure | null>;
  /** How long a training will take here. */
  readonly timing: OriginalTiming;
  /** Finds out, where it is not known, by a moment of training. */
  tryOut(): void;
  /** True once the page has taken over from the picture made at build. */
  readonly isAwake: ReadonlySignal<boolean>;
  /** Starts, pauses or lets go on, whichever is next. */
  train(): void;
  /** One sequence, then at rest; begins a training where there is none. */
  step(): void;
  /** Ends it; what was learned stays on screen. */
  stop(): void;
  chooseSeed(seed: number): void;
  reset(): void;
  start(page: OriginalPage): () => void;
}

/** The parts of `window` that are needed. */
export type OriginalPage = Parameters<FigureState<OriginalState>['connect']>[0] & {
  readonly performance: Pick<Performance, 'now'>;
};

/** Between two looks at what has come. */
const tellEveryMs = 200;

export function createOriginalModel(
  id: string,
  opening: Course,
  createClient: () => WorkerClient = () => createWorkerClient({ workers: 1 }),
): OriginalModel {
  const state = createFigureState(id, originalFields);
  const beginning = (seed: number) => (seed === opening.seed ? opening : emptyCourse(seed));
  const live = signal<Course | null>(null);
  const status = signal<Exclude<OriginalStatus, 'none' | 'shipped'> | null>(null);
  const elapsedMs = signal(0);
  const failure = signal<Failure | null>(null);
  const isAwake = signal(false);
  const timing = createOriginalTiming(() => page?.performance.now() ?? 0);
  let page: OriginalPage | null = null;
  let client: WorkerClient | null = null;
  let handle: TrainingHandle | null = null;
  let latest: Course | null = null;
  let timer: number | undefined;
  let sinceMs: number | null = null; // when it last began to run

  const tell = () => {
    page?.clearTimeout(timer);
    timer = undefined;
    if (!latest) return;
    const course = latest;
    batch(() => {
      live.value = course;
      count();
    });
  };
  const count = () => {
    const nowMs = page?.performance.now() ?? 0;
    if (sinceMs !== null) elapsedMs.value += nowMs - sinceMs;
    sinceMs = status.peek() === 'running' ? nowMs : null;
  };
  const be = (next: NonNullable<typeof status.value>) => {
    count();
    timing.forget();
    status.value = next;
    sinceMs = next === 'running' ? (page?.performance.now() ?? 0) : null;
  };
  const end = (as: 'stopped' | 'finished' | 'failed') =>
    batch(() => {
      tell();
      be(as);
      handle?.stop();
      client?.close();
      handle = null;
      client = null;
    });
  const hear = ({ kind, job, state: at, ...part }: OriginalProgress) => {
    if (!handle || !latest) return;
    if (status.peek() === 'running' && at === 'running') timing.hear(part.sequences);
    const errors = [...latest.errors, ...part.errors];
    latest = { ...latest, ...part, errors, right: [...latest.right, ...part.right] };
    if (at === 'finished') end('finished');
    else if (at === 'paused') tell();
    else timer ??= page?.setTimeout(tell, tellEveryMs);
  };
  const begin = (isPaused: boolean) =>
    batch(() => {
      const { seed } = state.now.peek();
      latest = emptyCourse(seed);
      live.value = latest;
      elapsedMs.value = 0;
      sinceMs = null;
      failure.value = null;
      timing.close();
      be(isPaused ? 'paused' : 'running');
      client = createClient();
      handle = client.original(
        seed,
        {
          onProgress: hear,
          onFailure: (reason) => {
            if (!handle) return;
            failure.value = reason;
            end('failed');
          },
        },
        { isPaused },
      );
      if (state.now.peek().isTrained === 'no') state.change({ isTrained: 'yes' });
    });
  /** Whatever the address or the reader asks for next, what was trained belongs to another seed. */
  const forget = () =>
    batch(() => {
      if (handle) end('stopped');
      latest = null;
      live.value = null;
      status.value = null;
      failure.value = null;
      elapsedMs.value = 0;
    });

  return {
    state,
    course: computed(() => live.value ?? beginning(state.now.value.seed)),
    status: computed(() => status.value ?? (state.now.value.seed === opening.seed ? 'shipped' : 'none')),
    elapsedMs,
    failure,
    timing,
    tryOut() {
      if (page && status.peek() === null) timing.tryOut(createClient);
    },
    isAwake,
    train() {
      if (!handle) begin(false);
      else if (status.peek() === 'paused') {
        be('running');
        handle.resume();
      } else {
        be('paused');
        handle.pause();
      }
    },
    step() {
      if (!handle) begin(true);
      be('paused');
      handle?.step();
    },
    stop() {
      if (handle) end('stopped');
    },
    chooseSeed: (seed) => state.change({ seed, isTrained: 'no' }),
    reset() {
      forget();
      state.reset();
    },
    start(window) {
      page = window;
      const disconnect = state.connect(window);
      const unfollow = state.now.subscribe(({ seed, isTrained }) => {
        if (live.peek() && live.peek()?.seed !== seed) forget();
        if (isTrained === 'yes' && !live.peek()) begin(false);
      });
      const onVisibilityChange = () => {
        if (window.document.hidden && status.peek() === 'running') {
          be('waiting');
          handle?.pause();
        } else if (!window.document.hidden && status.peek() === 'waiting') {
          be('running');
          handle?.resume();
        }
      };
      window.document.addEventListener('visibilitychange', onVisibilityChange);
      isAwake.value = true;
      return () => {
        disconnect();
        unfollow();
        window.document.removeEventListener('visibilitychange', onVisibilityChange);
        window.clearTimeout(timer);
        handle?.stop();
        timing.close();
        client?.close();
        handle = null;
        client = null;
        page = null;
      };
    },
  };
}

function emptyCourse(seed: number): Course {
  return { seed, sequences: 0, rightInARow: 0, errors: [], right: [], learnedAt: null, tested: 0, wrong: 0 };
}
