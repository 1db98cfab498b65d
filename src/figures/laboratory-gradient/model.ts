/**
 * The gradient figure: which networks, what the reader has turned, and how far a gradient comes in each. The worker is
 * asked for one network after the other, and what it has said once is not asked again.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Faded, Untrained } from '../../experiments/fading.ts';
import { createWorkerClient, type Failure, type WorkerClient } from '../../worker/client.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { gradientCsv } from './csv.ts';
import { type GradientState, gradientFields } from './state.ts';
import type { OpeningRow, Row } from './types.ts';

export interface GradientModel {
  readonly state: FigureState<GradientState>;
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** Whether every row shows what is asked for. */
  readonly isSettled: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<Failure | null>;
  /** True once the page has taken over from the picture made at build. */
  readonly isAwake: ReadonlySignal<boolean>;
  csv(): string;
  /** After a failure. */
  retry(): void;
  start(page: Page): () => void;
}

type Page = Parameters<FigureState<GradientState>['connect']>[0];

/** What a row was last told, and of what. */
interface Told {
  readonly key: string;
  readonly faded: Faded;
}

export function createGradientModel(
  id: string,
  opening: readonly OpeningRow[],
  createClient: () => WorkerClient = () => createWorkerClient({ workers: 1 }),
): GradientModel {
  const state = createFigureState(id, gradientFields);
  const told = signal<ReadonlyMap<string, Told>>(new Map());
  const failure = signal<Failure | null>(null);
  const isAwake = signal(false);
  const known = new Map<string, Faded>();
  let client: WorkerClient | null = null;
  let isAsking = false;

  const wanted = computed(() =>
    opening.map(({ name, untrained }) => {
      const own = turned(name, untrained, state.now.value);
      return { name, untrained: own, key: JSON.stringify([own, state.now.value.lag]) };
    }),
  );
  const rows = computed(() =>
    wanted.value.map(({ name, untrained, key }, k): Row => {
      const last = told.value.get(name);
      const atFirst = last?.faded.atFirst ?? opening[k]?.atFirst ?? [];
      const range = [Math.min(...atFirst), Math.max(...atFirst)] as const;
      const faded = last?.faded ?? null;
      return { name, untrained, share: meanOf(atFirst), range, faded, isCurrent: last?.key === key };
    }),
  );

  const say = (name: string, key: string, faded: Faded) => {
    known.set(key, faded);
    told.value = new Map(told.peek()).set(name, { key, faded });
  };
  const takeKnown = () =>
    batch(() => {
      for (const { name, key } of wanted.peek()) {
        const faded = known.get(key);
        if (faded && told.peek().get(name)?.key !== key) say(name, key, faded);
      }
    });
  const ask = async () => {
    takeKnown();
    if (isAsking || !client) return;
    isAsking = true;
    try {
      for (let next = firstUnknown(); next && client; next = firstUnknown()) {
        const { lag } = state.now.peek();
        say(next.name, next.key, await client.fade(next.untrained, lag));
        takeKnown();
      }
    } catch (error) {
      const { code, values } = error as Partial<Failure>;
      if (client) failure.value = { code: code ?? 'unexpected', values: values ?? {}, message: String(error) };
    } finally {
      isAsking = false;
    }
  };
  /** What the reader turns comes first. */
  const firstUnknown = () =>
    wanted
      .peek()
      .toSorted((a, b) => Number(b.name.endsWith('own')) - Number(a.name.endsWith('own')))
      .find(({ key }) => !known.has(key));

  return {
    state,
    rows,
    failure,
    isAwake,
    isSettled: computed(() => rows.value.every(({ isCurrent }) => isCurrent)),
    csv: () => gradientCsv(rows.peek()),
    retry() {
      failure.value = null;
      void ask();
    },
    start(page) {
      client = createClient();
      const disconnect = state.connect(page);
      const forget = wanted.subscribe(() => {
        if (!failure.peek()) void ask();
      });
      isAwake.value = true;
      return () => {
        disconnect();
        forget();
        client?.close();
        client = null;
      };
    },
  };
}

function turned(name: string, untrained: Untrained, { bias, radius }: GradientState): Untrained {
  if (name === 'lstm-own') return { ...untrained, gateBias: bias };
  return name === 'rnn-own' ? { ...untrained, radius } : untrained;
}

/** The geometric mean; 0 as soon as one is 0. */
function meanOf(shares: readonly number[]): number {
  return Math.exp(shares.reduce((sum, share) => sum + Math.log(share), 0) / shares.length);
}
