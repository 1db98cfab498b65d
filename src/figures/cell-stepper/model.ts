/**
 * The stepper: a run as a value (network, letters, what is forced) and everything that follows from it.
 *
 * Both the run with the reader's interventions and the one without are computed by the engine whenever the letters or
 * the interventions change; all else is read off the two.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { type BackwardRun, runBackward } from './backward.ts';
import { type StripKind, stripsOf } from './cells.ts';
import { type Checking, createChecking } from './checking.ts';
import { createForcing, type ForcedActions, interventionsIn } from './forcing.ts';
import { createLight, type Light } from './light.ts';
import { type Question, rightAnswer } from './loss.ts';
import { type Run, runNetwork, type TrainedNetwork } from './network.ts';
import { type Beginning, type RowName, type StepperState, stepperFields, type Way } from './state.ts';
import { cutSquares, gradientStrip, type StripSquares, stripSquares } from './strips.ts';
import { mostColumns, type StepWindow, windowAt } from './window.ts';

export interface Stepper extends ForcedActions {
  readonly id: string;
  readonly cell: CellKind;
  readonly trained: TrainedNetwork;
  readonly strips: readonly StripKind[];
  readonly steps: number;
  readonly state: FigureState<StepperState>;
  /** The run as the network does it alone, and with what is forced. */
  readonly before: ReadonlySignal<Run>;
  readonly after: ReadonlySignal<Run>;
  /** Of the two the one on view. */
  readonly shown: ReadonlySignal<Run>;
  /** The gradient of the loss in the two runs, and in the one on view. */
  readonly backward: Readonly<Record<'before' | 'after' | 'shown', ReadonlySignal<BackwardRun>>>;
  /** What strips and numbers are of: the runs, or the gradients. */
  readonly drawn: ReadonlySignal<Readonly<Record<'before' | 'after' | 'shown', Run>>>;
  readonly isBackward: ReadonlySignal<boolean>;
  /** True while something forced is switched on. */
  readonly isForced: ReadonlySignal<boolean>;
  /** All squares of every strip, and those on view. */
  readonly squares: ReadonlySignal<readonly StripSquares[]>;
  readonly visible: ReadonlySignal<readonly StripSquares[]>;
  readonly window: ReadonlySignal<StepWindow>;
  readonly light: Light;
  /** The loss of the run on view; null where no letter read so far makes an answer right. */
  readonly question: ReadonlySignal<Question | null>;
  readonly checking: Checking;
  /** True from the press for a check until something else changes. */
  readonly isCheckSaid: ReadonlySignal<boolean>;
  readonly isPlaying: ReadonlySignal<boolean>;
  readonly isDragging: Signal<boolean>;
  /** The place whose value was held last, unless by dragging: its pin drops in. */
  readonly dropped: ReadonlySignal<string | null>;
  /** Keeps the steps on view where they are while a pointer is down. */
  holdWindow(isHeld: boolean): void;
  goTo(step: number): void;
  select(row: RowName, unit: number, step?: number): void;
  setView(view: StepperState['view']): void;
  setWay(way: Way): void;
  setLossStep(step: number): void;
  /** Compares the gradient of the loss with central differences. */
  check(): void;
  setLetter(step: number, letter: string): void;
  play(): void;
  pause(): void;
}

export const playPauseMs = 420;

const none: readonly Intervention[] = [];

export function createStepper(id: string, cell: CellKind, trained: TrainedNetwork, beginning: Beginning): Stepper {
  const strips = stripsOf[cell];
  const steps = beginning.letters.length;
  const { hiddenSize: units } = trained.network.description;
  const sizes = { units, alphabet: trained.alphabet, answers: trained.answers };
  const state = createFigureState(id, stepperFields(cell, sizes, beginning));

  const letters = computed(() => state.now.value.letters);
  const forced = computed(() => state.now.value.forced);
  const interventions = interventionsIn(state.now);
  const isForced = computed(() => interventions.value.length > 0);
  const before = computed(() => runNetwork(trained, letters.value, []));
  const after = computed(() =>
    isForced.value ? runNetwork(trained, letters.value, interventions.value) : before.value,
  );
  const view = computed(() => state.now.value.view);
  const shown = computed(() => (view.value === 'before' ? before.value : after.value));
  const lossStep = computed(() => state.now.value.lossStep);
  const answer = computed(() => rightAnswer(trained, letters.value, lossStep.value - 1));
  const questionWith = (held: readonly Intervention[]): Question | null =>
    answer.value === null
      ? null
      : { letters: letters.value, interventions: held, step: lossStep.value - 1, answer: answer.value };
  const ownQuestion = computed(() => questionWith(none));
  const heldQuestion = computed(() => (isForced.value ? questionWith(interventions.value) : ownQuestion.value));
  const question = computed(() => (view.value === 'before' ? ownQuestion.value : heldQuestion.value));
  const checking = createChecking(trained, question);
  const checkedAt = signal<StepperState | null>(null);

  const isBackward = computed(() => state.now.value.way === 'backward');
  const gradientBefore = computed(() => runBackward(trained, before.value, ownQuestion.value));
  const gradientAfter = computed(() =>
    isForced.value ? runBackward(trained, after.value, heldQuestion.value) : gradientBefore.value,
  );
  const gradientShown = computed(() => (view.value === 'before' ? gradientBefore.value : gradientAfter.value));
  const backward = { before: gradientBefore, after: gradientAfter, shown: gradientShown };
  const drawn = computed(() => {
    const from = isBackward.value ? backward : { before, after, shown };
    return { before: from.before.value, after: from.after.value, shown: from.shown.value };
  });
  const squares = computed(() =>
    strips.map((strip) =>
      stripSquares(
        isBackward.value ? gradientStrip(strip) : strip,
        { before: drawn.value.before, after: drawn.value.after, forced: forced.value },
        view.value,
      ),
    ),
  );

  const heldWindow = signal<StepWindow | null>(null);
  const start = computed(() => windowAt(state.now.value.step, steps).start);
  const columns = Math.min(steps, mostColumns);
  const window = computed(() => heldWindow.value ?? { start: start.value, columns });
  const visible = computed(() => squares.value.map((strip) => cutSquares(strip, window.value)));

  const isPlaying = signal(false);
  const isDragging = signal(false);
  const dropped = signal<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = () => {
    clearTimeout(timer);
    isPlaying.value = false;
  };
  const goTo = (step: number) => {
    const next = Math.min(steps, Math.max(1, Math.round(step)));
    if (next === state.now.peek().step) return;
    dropped.value = null;
    state.change({ step: next }, 'look');
  };
  const advance = () => {
    const { step } = state.now.peek();
    const end = isBackward.peek() ? 1 : steps;
    if (step === end) pause();
    else {
      goTo(step + (end > step ? 1 : -1));
      timer = setTimeout(advance, playPauseMs);
    }
  };

  const forcing = createForcing({ state, strips, steps, isBackward, isDragging, dropped });

  return {
    ...{ id, cell, trained, strips, steps, state, before, after, shown, isForced, squares, visible, window },
    ...forcing,
    ...{ backward, drawn, isBackward, question, checking, isPlaying, isDragging, dropped },
    isCheckSaid: computed(() => checkedAt.value === state.now.value),
    light: createLight(state.now, ['input', ...strips.map(({ name }) => name)]),
    holdWindow: (isHeld) => {
      heldWindow.value = isHeld ? window.peek() : null;
    },
    goTo,
    select(row, unit, step = state.now.peek().step) {
      const place = row === 'probability' ? { answer: unit } : row === 'input' ? {} : { unit };
      const now = state.now.peek();
      const next = { row, step, ...place };
      if (Object.entries(next).some(([name, value]) => now[name as keyof typeof next] !== value)) {
        dropped.value = null;
        state.change(next, 'look');
      }
    },
    setView: (next) => state.change({ view: next }),
    setWay(way) {
      pause();
      const { way: old, step, lossStep: last } = state.now.peek();
      // After the step that the loss looks at there is nothing to see on the way back.
      if (way !== old) state.change({ way, step: way === 'backward' ? Math.min(step, last) : step });
    },
    setLossStep(step) {
      if (step !== state.now.peek().lossStep) state.change({ lossStep: step });
    },
    check() {
      checkedAt.value = state.now.peek();
      checking.start();
    },
    setLetter(step, letter) {
      const now = [...state.now.peek().letters];
      if (!trained.alphabet.includes(letter) || now[step - 1] === letter) return;
      state.change({ letters: now.with(step - 1, letter).join('') }, `letter ${step}`);
    },
    play() {
      pause();
      isPlaying.value = true;
      const { step, lossStep: last } = state.now.peek();
      if (isBackward.peek()) {
        if (step === 1 || step > last) goTo(last);
      } else if (step >= steps) goTo(1);
      timer = setTimeout(advance, playPauseMs);
    },
    pause,
  };
}
