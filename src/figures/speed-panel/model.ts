/**
 * The speed panel: what was measured on this device and what goes on. Nothing is measured until the reader asks. Results
 * stay in this tab, in the browser's own storage for a visit, and go nowhere else.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { createWorkerClient, type Failure, type MeasuringHandle, type WorkerClient } from '../../worker/client.ts';
import type { MeasuringProgress } from '../../worker/messages.ts';
import { noSpeeds, readSpeeds, type Speeds } from '../../worker/speeds.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { speedsCsv } from './csv.ts';
import { panelOf } from './panels.ts';
import { type SpeedState, speedFields } from './state.ts';
import type { Panel, Scale } from './types.ts';

/** `kept`: measured earlier in this visit. `waiting`: at rest because the page is hidden, and to go on by itself. */
export type SpeedStatus = 'none' | 'kept' | 'running' | 'waiting' | 'stopped' | 'finished' | 'failed';
export type SpeedProgress = Pick<MeasuringProgress, 'done' | 'of' | 'next'>;

export interface SpeedModel {
  readonly state: FigureState<SpeedState>;
  readonly status: ReadonlySignal<SpeedStatus>;
  readonly speeds: ReadonlySignal<Speeds>;
  /** Null until the worker has said what it will do. */
  readonly progress: ReadonlySignal<SpeedProgress | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  readonly panels: ReadonlySignal<readonly Panel[]>;
  /** True once the page has taken over from the picture made at build. */
  readonly isAwake: ReadonlySignal<boolean>;
  measure(): void;
  /** Ends it; what has been measured stays. */
  stop(): void;
  choose(scale: Scale): void;
  csv(): string;
  /** Forgets what was measured. */
  reset(): void;
  start(page: SpeedPage): () => void;
}

/** The parts of `window` that are needed. */
export type SpeedPage = Parameters<FigureState<SpeedState>['connect']>[0] & { readonly sessionStorage: Storage };

export const storageKey = 'unrolled.speeds';
/** Between two looks at what has come: drawing takes time from the device that is being timed. */
const tellEveryMs = 400;

export function createSpeedModel(id: string, createClient: () => WorkerClient = createWorkerClient): SpeedModel {
  const state = createFigureState(id, speedFields);
  const status = signal<SpeedStatus>('none');
  const speeds = signal<Speeds>(noSpeeds);
  const progress = signal<SpeedProgress | null>(null);
  const failure = signal<Failure | null>(null);
  const isAwake = signal(false);
  let page: SpeedPage | null = null;
  let client: WorkerClient | null = null;
  let handle: MeasuringHandle | null = null;

  let latest: MeasuringProgress | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!latest) return;
    const { speeds: soFar, done, of, next } = latest;
    latest = null;
    batch(() => {
      speeds.value = soFar;
      progress.value = { done, of, next };
    });
  };
  const end = (as: SpeedStatus) => {
    tell();
    handle?.stop();
    // A worker that measured has memory and a context of its own: both go with it.
    client?.close();
    handle = null;
    client = null;
    status.value = as;
    if (speeds.peek().rows.length > 0) keep(page, JSON.stringify(speeds.peek()));
  };
  const hear = (message: MeasuringProgress) => {
    if (!handle) return;
    latest = message;
    if (message.state === 'finished') batch(() => end('finished'));
    else timer ??= setTimeout(tell, progress.peek() ? tellEveryMs : 0);
  };
  const fail = (reason: Failure) => {
    if (!handle) return;
    batch(() => {
      failure.value = reason;
      end('failed');
    });
  };

  return {
    state,
    status,
    speeds,
    progress,
    failure,
    isAwake,
    panels: computed(() =>
      (['product', 'update'] as const).map((kind) => panelOf(kind, state.now.value.scale, speeds.value.rows)),
    ),
    measure() {
      if (handle) return;
      batch(() => {
        speeds.value = noSpeeds;
        progress.value = null;
        failure.value = null;
        status.value = 'running';
      });
      client = createClient();
      handle = client.measure({ onProgress: hear, onFailure: fail });
    },
    stop() {
      if (handle) batch(() => end('stopped'));
    },
    choose: (scale) => state.change({ scale }),
    csv: () => speedsCsv(speeds.peek().rows),
    reset() {
      batch(() => {
        if (handle) end('stopped');
        speeds.value = noSpeeds;
        progress.value = null;
        failure.value = null;
        status.value = 'none';
        state.reset();
      });
      keep(page, null);
    },
    start(window) {
      page = window;
      const disconnect = state.connect(window);
      const kept = readSpeeds(readKept(window));
      if (kept) {
        batch(() => {
          speeds.value = kept;
          status.value = 'kept';
        });
      }
      const onVisibilityChange = () => {
        if (!handle) return;
        if (window.document.hidden) handle.pause();
        else handle.resume();
        status.value = window.document.hidden ? 'waiting' : 'running';
      };
      window.document.addEventListener('visibilitychange', onVisibilityChange);
      isAwake.value = true;
      return () => {
        disconnect();
        window.document.removeEventListener('visibilitychange', onVisibilityChange);
        clearTimeout(timer);
        handle?.stop();
        client?.close();
        handle = null;
        client = null;
        page = null;
      };
    },
  };
}

/** Pages whose storage is closed, as in a frame of another site, measure again instead. */
function keep(page: SpeedPage | null, text: string | null): void {
  try {
    if (text === null) page?.sessionStorage.removeItem(storageKey);
    else page?.sessionStorage.setItem(storageKey, text);
  } catch {
    // Nothing is kept.
  }
}

function readKept(page: SpeedPage): string | null {
  try {
    return page.sessionStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
