/** Where the gate bias is all that varies: which bias of which cell, and its runs made again here. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { exp } from '../../engine/elementary.ts';
import { createTask } from '../../tasks/tasks.ts';
import { recipe } from '../../training/run.ts';
import { updatePiece } from '../../training/work.ts';
import { createWorkerClient, type WorkerClient } from '../../worker/client.ts';
import { hereJob } from '../shared/here-job.ts';
import { createRunHere, type HerePage, type RunHereModel } from '../shared/run-here.ts';
import { createFigureState, type FigureState, type Page } from '../shared/state.ts';
import { type SweepSetting, unpack } from '../shared/sweeps.ts';
import { type BiasState, biasFields } from './state.ts';
import type { BiasCell, BiasLabProps, BiasName, BiasTask } from './types.ts';

export interface BiasModel {
  readonly state: FigureState<BiasState>;
  /** Of both tasks. */
  readonly settings: readonly SweepSetting[];
  readonly chosen: ReadonlySignal<SweepSetting>;
  readonly here: RunHereModel;
  readonly isAwake: ReadonlySignal<boolean>;
  /** Of the present task. */
  settingAt(cell: string, bias: string): SweepSetting | null;
  choose(cell: BiasCell, bias: BiasName): void;
  start(page: Page & HerePage): () => void;
}

/** Steps that a unit holds whose gate keeps sigmoid(bias) of the state at each: 1 / (1 - sigmoid(bias)). */
export function heldSteps(bias: number): number {
  return 1 + exp(bias);
}

export function createBiasModel(
  { id, settings: packed }: Pick<BiasLabProps, 'id' | 'settings'>,
  createClient: () => WorkerClient = createWorkerClient,
): BiasModel {
  const state = createFigureState(id, biasFields);
  const settings = packed.map(unpack);
  const isAwake = signal(false);
  const find = (task: BiasTask, cell: string, bias: string) =>
    settings.find((one) => one.task === task && one.cell === cell && String(one.gateBias ?? one.init) === bias) ?? null;
  const chosen = computed(() => {
    const { task, cell, bias } = state.now.value;
    const setting = find(task, cell, bias);
    if (!setting) throw new Error(`The sweep of biases has no ${cell} with ${bias} on ${task}.`);
    return setting;
  });
  const job = computed(() => {
    const { checkEvery } = createTask(state.now.value.task, chosen.value.lag);
    return hereJob(chosen.value, state.now.value.seeds, recipe, checkEvery);
  });
  const here = createRunHere(job, createClient, updatePiece);
  return {
    state,
    settings,
    chosen,
    here,
    isAwake,
    settingAt: (cell, bias) => find(state.now.value.task, cell, bias),
    choose: (cell, bias) => state.change({ cell, bias }, 'choose'),
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
