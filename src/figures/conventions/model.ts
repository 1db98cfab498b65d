/** Where conventions are compared: what is chosen, and what the shipped network comes to when it is written so. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { compareWritings, type WrittenRun } from '../../engine/compare-writings.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { createNetwork, type NetworkDescription } from '../../engine/network.ts';
import { createRandom } from '../../engine/random.ts';
import { engineWriting, type Writing } from '../../engine/writing.ts';
import { parametersFromTensors, readSafetensors } from '../../exchange/safetensors.ts';
import { CAPITALS, LETTERS, lastCapitalTask } from '../../tasks/last-capital.ts';
import { createFigureState, type FigureState, type Page } from '../shared/state.ts';
import { type PresetName, presetOf, presetsOf } from './presets.ts';
import { conventionFields, nearestState, switchesOf } from './state.ts';
import type { ConventionState, ConventionsProps, Switch, WrittenCell } from './types.ts';

/** Sequences on which every answer is counted, drawn from this seed. */
export const SEQUENCES = 64;
const SEED = 1;

/** Rounding adds up to about 1e-15 over the steps of a sequence; the least that is another network is above 1e-2. */
const SAME_BELOW = 1e-12;

/** What one switch, or all of them together, do to the network. */
export interface Outcome {
  /** The one switch that is turned, all else as the engine has it; null for all as chosen. */
  readonly switch: Switch | null;
  /** Nothing is written otherwise than the engine writes it. */
  readonly isOwn: boolean;
  /** Some conversion leaves every state as it was. */
  readonly isSame: boolean;
  readonly converted: Counted;
  readonly misread: Counted;
}

export interface Counted {
  /** The largest |difference| of any h, over units, steps and sequences. */
  readonly difference: number;
  /** Right answers after the last letter. */
  readonly right: number;
}

export interface ConventionModel {
  readonly state: FigureState<ConventionState>;
  readonly preset: ReadonlySignal<PresetName | null>;
  /** Input size and units of the network. */
  readonly sizes: ReadonlySignal<{ readonly inputs: number; readonly hidden: number }>;
  /** One for each switch, and last all together. */
  readonly outcomes: ReadonlySignal<readonly Outcome[]>;
  /** Right answers of the network as it was trained. */
  readonly right: ReadonlySignal<number>;
  readonly isAwake: ReadonlySignal<boolean>;
  choosePreset(name: PresetName): void;
  start(page: Page): () => void;
}

/** Throws TensorFileError for weights that are no such network. */
export function createConventionModel({ id, weights }: Pick<ConventionsProps, 'id' | 'weights'>): ConventionModel {
  const state = createFigureState(id, conventionFields, nearestState);
  const isAwake = signal(false);
  const kept = new Map<WrittenCell, Comparing>();
  const comparing = computed(() => {
    const { cell } = state.now.value;
    const found = kept.get(cell) ?? prepare(cell, weights[cell]);
    kept.set(cell, found);
    return found;
  });
  return {
    state,
    isAwake,
    preset: computed(() => presetOf(state.now.value)),
    sizes: computed(() => comparing.value.sizes),
    outcomes: computed(() => outcomesOf(state.now.value, comparing.value)),
    right: computed(() => comparing.value.at(engineWriting).converted.right),
    choosePreset: (name) => state.change(presetsOf[state.now.peek().cell][name] ?? {}),
    start(page) {
      const disconnect = state.connect(page);
      isAwake.value = true;
      return disconnect;
    },
  };
}

interface Comparing {
  readonly sizes: { readonly inputs: number; readonly hidden: number };
  at(writing: Writing): { readonly converted: Counted; readonly misread: Counted };
}

function outcomesOf(state: ConventionState, { at }: Comparing): Outcome[] {
  const { cell } = state;
  const turned = (names: readonly Switch[]): Writing =>
    Object.assign({ ...engineWriting }, ...names.map((name) => ({ [name]: state[name] })));
  const outcome = (one: Switch | null): Outcome => {
    const writing = turned(one ? [one] : switchesOf[cell]);
    const found = at(writing);
    const isOwn = switchesOf[cell].every((name) => writing[name] === engineWriting[name]);
    return { switch: one, isOwn, isSame: found.converted.difference < SAME_BELOW, ...found };
  };
  return [...switchesOf[cell].map(outcome), outcome(null)];
}

function prepare(cell: WrittenCell, base64: string): Comparing {
  const { tensors } = readSafetensors(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  const hiddenSize = tensors.get('rnn.weight_hh_l0')?.shape[1] ?? 0;
  const sizes = { inputSize: LETTERS.length, hiddenSize, outputSize: CAPITALS.length };
  const description: NetworkDescription = { cell, ...sizes, bias: true };
  const parameters = parametersFromTensors(createNetwork(description, referenceKernels).shapes, tensors);
  const { inputs, questions } = lastCapitalTask().sample(createRandom(SEED, 'conventions'), SEQUENCES);
  const asked = questions.at(-1);
  if (asked?.kind !== 'class') throw new Error('The last letter of a sequence must be asked about');
  const compare = compareWritings(description, parameters, inputs, referenceKernels);
  const counted = ({ difference, outputs }: WrittenRun): Counted => ({
    difference,
    right: asked.classes.reduce((sum, answer, row) => sum + (likeliest(outputs.data, row) === answer ? 1 : 0), 0),
  });
  return {
    sizes: { inputs: sizes.inputSize, hidden: hiddenSize },
    at(writing) {
      const { converted, misread } = compare(writing);
      return { converted: counted(converted), misread: counted(misread) };
    },
  };
}

function likeliest(scores: ArrayLike<number>, row: number): number {
  const own = CAPITALS.map((_, k) => scores[row * CAPITALS.length + k] ?? Number.NaN);
  return own.indexOf(Math.max(...own));
}
