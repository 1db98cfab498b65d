/**
 * The figure: which network is chosen, one that ships or one that the reader has trained on this page, and what is left
 * of its state on the way to the last step. A worker measures; what it has said once is not asked again.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Forgetting } from '../../experiments/forgetting.ts';
import { type Run, recipe } from '../../training/run.ts';
import { createWorkerClient, type Failure, type WorkerClient } from '../../worker/client.ts';
import { type Board, hearOwnRuns, type OwnRun } from '../shared/own-runs.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { atFirst } from './at-first.ts';
import { forgettingCsv } from './csv.ts';
import { type ForgetState, forgetFields, nearestTo } from './state.ts';
import type { AtFirst, NetworkOffer } from './types.ts';

/** What is shown. */
export interface Shown {
  readonly offer: NetworkOffer | null;
  readonly own: OwnRun | null;
  /** Null until it was measured in the page. */
  readonly forgetting: Forgetting | null;
  readonly atFirst: AtFirst | null;
  /** Whether the numbers belong to what the reader asks for now. */
  readonly isCurrent: boolean;
}

export interface ForgetModel {
  readonly state: FigureState<ForgetState>;
  readonly lags: readonly number[];
  /** What the reader has trained on this page. */
  readonly ownRuns: ReadonlySignal<readonly OwnRun[]>;
  readonly shown: ReadonlySignal<Shown>;
  readonly failure: ReadonlySignal<Failure | null>;
  readonly isAwake: ReadonlySignal<boolean>;
  /** One that ships. */
  choose(part: Partial<ForgetState>): void;
  /** One of the reader's own. */
  chooseOwn(run: OwnRun): void;
  reset(): void;
  retry(): void;
  csv(): string;
  start(page: ForgetPage): () => void;
}

type ForgetPage = Parameters<FigureState<ForgetState>['connect']>[0] & { readonly document: Board };

/** Decides the sequences; the build measures on the same. */
export const FORGET_SEED = 1;

interface Given {
  readonly id: string;
  readonly offers: readonly NetworkOffer[];
  readonly opening: AtFirst;
}

export function createForgetModel(
  { id, offers, opening }: Given,
  createClient: () => WorkerClient = () => createWorkerClient({ workers: 1 }),
  fetchWeights: (address: string) => Promise<Uint8Array<ArrayBuffer>> = fetchFile,
): ForgetModel {
  const lags = [...new Set(offers.map(({ lag }) => lag))].sort((a, b) => a - b);
  const state = createFigureState(id, forgetFields, nearestTo(lags));
  const ownRuns = signal<readonly OwnRun[]>([]);
  const chosenOwn = signal<OwnRun | null>(null);
  const told = signal<{ readonly key: string; readonly forgetting: Forgetting } | null>(null);
  const failure = signal<Failure | null>(null);
  const isAwake = signal(false);
  const known = new Map<string, Forgetting>();
  let client: WorkerClient | null = null;
  let isAsking = false;

  const offer = computed(() => {
    const { cell, lag } = state.now.value;
    return chosenOwn.value ? null : (offers.find((one) => one.cell === cell && one.lag === lag) ?? null);
  });
  const key = computed(() => keyOf(offer.value, chosenOwn.value));
  const isOpening = () => offer.peek()?.cell === opening.cell && offer.peek()?.lag === forgetFields.lag.fallback;
  const shown = computed((): Shown => {
    const isCurrent = told.value?.key === key.value;
    const forgetting = told.value?.forgetting ?? null;
    const first = forgetting ? atFirst(forgetting) : isOpening() ? opening : null;
    return { offer: offer.value, own: chosenOwn.value, forgetting, atFirst: first, isCurrent };
  });

  const measure = async (): Promise<Forgetting> => {
    const [own, found] = [chosenOwn.peek(), offer.peek()];
    if (!client) throw new Error('The figure is closed');
    if (own) return client.forget(own.run, own.parameters, FORGET_SEED);
    if (!found) throw new Error('No network ships for this choice');
    return client.forget(runOf(found), await fetchWeights(found.weights), FORGET_SEED);
  };
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      while (client && told.peek()?.key !== key.peek()) {
        const now = key.peek();
        const forgetting = known.get(now) ?? (await measure());
        known.set(now, forgetting);
        told.value = { key: now, forgetting };
      }
    } catch (error) {
      const { code, values } = error as Partial<Failure>;
      if (client) failure.value = { code: code ?? 'unexpected', values: values ?? {}, message: String(error) };
    } finally {
      isAsking = false;
    }
  };

  return {
    state,
    lags,
    ownRuns,
    shown,
    failure,
    isAwake,
    choose(part) {
      chosenOwn.value = null;
      state.change(part);
    },
    chooseOwn(run) {
      chosenOwn.value = run;
    },
    reset() {
      chosenOwn.value = null;
      state.reset();
    },
    retry() {
      failure.value = null;
      void ask();
    },
    csv: () => forgettingCsv(shown.peek()),
    start(page) {
      client = createClient();
      const disconnect = state.connect(page);
      const deafen = hearOwnRuns(page.document, (runs) => {
        ownRuns.value = runs;
        // The same network, further on, or gone with its setting.
        const before = chosenOwn.peek();
        if (before) chosenOwn.value = runs.find(({ run }) => nameOf(run) === nameOf(before.run)) ?? null;
      });
      const follow = effect(() => {
        if (key.value !== '' && !failure.peek()) void ask();
      });
      isAwake.value = true;
      return () => {
        follow();
        deafen();
        disconnect();
        client?.close();
        client = null;
      };
    },
  };
}

/** The run that made what ships, as far as its network is concerned. */
function runOf({ cell, lag, hidden }: NetworkOffer): Run {
  return { ...recipe, task: 'remember', lag, cell, hidden };
}

function keyOf(offer: NetworkOffer | null, own: OwnRun | null): string {
  return own ? `${nameOf(own.run)} ${own.update}` : offer ? `${offer.cell} ${offer.lag}` : '';
}

function nameOf(run: Run): string {
  return JSON.stringify(run);
}

async function fetchFile(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw Object.assign(new Error(`could not fetch ${address}`), { code: 'notFetched' });
  return new Uint8Array(await response.arrayBuffer());
}
