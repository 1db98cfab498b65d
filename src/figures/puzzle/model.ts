/**
 * An exercise: a puzzle's network in a stepper, the numbers of it that may be changed, and what the engine finds when the
 * reader asks. A finding speaks of the numbers it was asked about: it goes when they change.
 */
import { computed, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { checkPuzzle, type Verdict } from '../../experiments/by-hand/check.ts';
import { allowedIn, type PuzzleName, puzzles, solutionOf, startOf } from '../../experiments/by-hand/puzzles.ts';
import type { WeightPlace } from '../../experiments/by-hand/setting.ts';
import { createTask } from '../../tasks/tasks.ts';
import { beginningOf } from '../cell-stepper/beginning.ts';
import { createFolding, type Folding } from '../cell-stepper/folding.ts';
import { createStepper, type Stepper } from '../cell-stepper/model.ts';
import { createTrained } from '../cell-stepper/network.ts';
import { readTyped } from '../cell-stepper/typed.ts';
import { weightName, writeWeight } from '../cell-stepper/weight-names.ts';
import { type ChangedWeight, weightIndex, weightRange } from '../cell-stepper/weights.ts';
import { createFigureState, type FigureState, forgetAddress, type Page } from '../shared/state.ts';
import { HINTS, type PuzzleState, puzzleFields } from './state.ts';

/** A number that may be changed. */
export interface OpenNumber extends WeightPlace {
  /** "b_if[2]" */
  readonly label: string;
  /** The puzzle's own. */
  readonly own: number;
}

/** A puzzle laid out. */
export interface Bench {
  readonly name: PuzzleName;
  readonly stepper: Stepper;
  readonly folding: Folding;
  readonly numbers: readonly OpenNumber[];
  readonly most: number;
}

export interface Exercise {
  readonly id: string;
  /** The stepper's own name in links. */
  readonly cellId: string;
  readonly offered: readonly PuzzleName[];
  readonly state: FigureState<PuzzleState>;
  readonly bench: ReadonlySignal<Bench>;
  /** What the engine found for the numbers as they are; null where it was not asked, or not since they changed. */
  readonly verdict: ReadonlySignal<Verdict | null>;
  /** True where something is forced or begun with that the check does not look at. */
  readonly isHeld: ReadonlySignal<boolean>;
  valueOf(number: OpenNumber): number;
  /** From what was typed; false where it is no number in the range. */
  setNumber(number: OpenNumber, typed: string): boolean;
  choose(name: PuzzleName, page: Page): void;
  check(): void;
  hint(): void;
  /** Puts the solution in the place of what was changed, and checks it. */
  solve(): void;
  /** The parts of the link: the puzzle's, and the stepper's. */
  link(): string;
  /** To be called when the stepper has read the address; returns the way back. */
  connect(page: Page): () => void;
}

export function createExercise(id: string, offered: readonly [PuzzleName, ...PuzzleName[]]): Exercise {
  const cellId = `${id}-cell`;
  const state = createFigureState(id, puzzleFields(offered));
  const name = computed(() => state.now.value.puzzle);
  const bench = computed(() => layOut(name.value, cellId));
  const weights = computed(() => bench.value.stepper.state.now.value.weights);
  /** The numbers that were checked. */
  const checked = signal<readonly ChangedWeight[] | null>(null);
  const verdict = computed(() => {
    const asked = checked.value;
    if (asked === null || asked !== weights.value) return null;
    return untracked(() => checkPuzzle(name.value, asked));
  });

  const check = () => {
    checked.value = weights.peek();
    if (state.now.peek().isChecked === 'no') state.change({ isChecked: 'yes' });
  };
  return {
    ...{ id, cellId, offered, state, bench, verdict, check },
    isHeld: computed(() => {
      const { forced, initial } = bench.value.stepper.state.now.value;
      return forced.some(({ isOn }) => isOn) || initial.length > 0;
    }),
    valueOf: (number) => weights.value.find((one) => isSame(one, number))?.value ?? number.own,
    setNumber(number, typed) {
      const value = readTyped(typed);
      if (value === undefined || value < weightRange[0] || value > weightRange[1]) return false;
      const { stepper } = bench.peek();
      if (value === Number(number.own.toFixed(3))) stepper.clearWeight(number);
      else stepper.setWeight(number, value);
      return true;
    },
    choose(puzzle, page) {
      // The next stepper has the same name in the address, and begins as it is.
      forgetAddress(page, cellId);
      checked.value = null;
      state.change({ puzzle, hints: 0, isChecked: 'no' });
    },
    hint: () => state.change({ hints: Math.min(HINTS, state.now.peek().hints + 1) }),
    solve() {
      const { stepper, name: puzzle } = bench.peek();
      for (const changed of stepper.state.now.peek().weights) stepper.clearWeight(changed);
      for (const edit of solutionOf(puzzle)) stepper.setWeight(edit, edit.value);
      check();
    },
    link: () => [state.link(), bench.peek().stepper.state.link()].filter((part) => part !== '').join('&'),
    connect(page) {
      const back = state.connect(page);
      if (state.now.peek().isChecked === 'yes') checked.value = weights.peek();
      const forget = weights.subscribe((now) => {
        if (checked.peek() !== null && checked.peek() !== now && state.now.peek().isChecked === 'yes') {
          state.change({ isChecked: 'no' });
        }
      });
      return () => {
        forget();
        back();
      };
    },
  };
}

function layOut(name: PuzzleName, cellId: string): Bench {
  const { kind, most } = puzzles[name];
  const { network, parameters } = startOf(name);
  const trained = createTrained(createTask(kind.task, kind.lag), network, parameters);
  const stepper = untracked(() => createStepper(cellId, trained, beginningOf(trained)));
  const numbers = allowedIn(name)
    // The second bias of a gate does what the first does.
    .filter(({ name: parameter }) => parameter !== 'rnn.bias_hh_l0')
    .map((place): OpenNumber => {
      const index = weightIndex(trained, place) ?? 0;
      return { ...place, label: writeWeight(weightName(trained, index)), own: parameters.data[index] ?? 0 };
    });
  return { name, stepper, folding: createFolding(stepper), numbers, most };
}

function isSame(left: WeightPlace, right: WeightPlace): boolean {
  return left.name === right.name && left.row === right.row && left.column === right.column;
}
