/** Where the LSTM is taken apart: which part of which column, and its runs made again here. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { createTask } from '../../tasks/tasks.ts';
import { recipe } from '../../training/run.ts';
import { updatePiece } from '../../training/work.ts';
import { createWorkerClient, type WorkerClient } from '../../worker/client.ts';
import { hereJob } from '../shared/here-job.ts';
import { createRunHere, type HerePage, type RunHereModel } from '../shared/run-here.ts';
import { createFigureState, type FigureState, type Page } from '../shared/state.ts';
import { type SweepSetting, unpack } from '../shared/sweeps.ts';
import { type AblationState, ablationFields } from './state.ts';
import type { AblationsProps, Column, Part } from './types.ts';

export interface AblationModel {
  readonly state: FigureState<AblationState>;
  readonly settings: readonly SweepSetting[];
  readonly chosen: ReadonlySignal<SweepSetting>;
  /** The whole LSTM in the same column. */
  readonly whole: ReadonlySignal<SweepSetting>;
  readonly here: RunHereModel;
  readonly isAwake: ReadonlySignal<boolean>;
  settingAt(part: string, column: string): SweepSetting | null;
  choose(part: Part, column: Column): void;
  start(page: Page & HerePage): () => void;
}

export function createAblationModel(
  { id, settings: packed }: Pick<AblationsProps, 'id' | 'settings'>,
  createClient: () => WorkerClient = createWorkerClient,
): AblationModel {
  const state = createFigureState(id, ablationFields);
  const settings = packed.map(unpack);
  const isAwake = signal(false);
  const settingAt = (part: string, column: string) =>
    settings.find(({ variant, task, init }) => (variant ?? 'full') === part && `${task}.${init}` === column) ?? null;
  const of = (part: Part) => {
    const { column } = state.now.value;
    const setting = settingAt(part, column);
    if (!setting) throw new Error(`The sweep of ablations has no ${part} in ${column}.`);
    return setting;
  };
  const chosen = computed(() => of(state.now.value.part));
  const job = computed(() => {
    const { task, lag } = chosen.value;
    const { checkEvery } = createTask(task as Parameters<typeof createTask>[0], lag);
    return hereJob(chosen.value, state.now.value.seeds, recipe, checkEvery);
  });
  const here = createRunHere(job, createClient, updatePiece);
  return {
    state,
    settings,
    chosen,
    whole: computed(() => of('full')),
    here,
    isAwake,
    settingAt,
    choose: (part, column) => state.change({ part, column }, 'choose'),
    start(page) {
      const disconnect = state.connect(page);
      const end = here.start(page);
      isAwake.value = true;
      return () => {
        end();
        disconnect();
      };
    },
  };
}
