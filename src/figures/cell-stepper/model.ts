/**
 * The stepper: a run as a value (network, sequence, what the reader changed) and everything that follows from it.
 *
 * Two runs read the same sequence: the shipped network left alone, and the reader's, with what is forced, with weights
 * and initial states put in. The engine computes them whenever one of these changes; all else is read off the two.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { type BackwardRun, runBackward } from './backward.ts';
import { type StripKind, stripsFor } from './cells.ts';
import { type ChangeActions, createChanging } from './changing.ts';
import { type Checking, createChecking } from './checking.ts';
import { createForcing, type ForcedActions, interventionsIn } from './forcing.ts';
import { createLight, type Light } from './light.ts';
import { lossIn, type Question } from './loss.ts';
import { createLosses, type LossActions } from './losses.ts';
import { cellOf, type Run, runNetwork, type TrainedNetwork } from './network.ts';
import { createOpening, type Opening } from './opened/opening.ts';
import { createTracing, type Tracing } from './opened/tracing.ts';
import { readLetters, readNumbers, type Sequence } from './sequence.ts';
import { type Beginning, type RowName, type StepperState, stepperFields, type Way } from './state.ts';
import { cutSquares, gradientStrip, type StripSquares, stripSquares } from './strips.ts';
import { withWeights } from './weights.ts';
import { mostColumns, type StepWindow, windowAt } from './window.ts';

export interface Stepper extends ForcedActions, ChangeActions, LossActions {
  readonly id: string;
  readonly cell: CellKind;
  /** As it ships, and with the weights that the reader has put in. */
  readonly trained: TrainedNetwork;
  readonly edited: ReadonlySignal<TrainedNetwork>;
  /** What is read, and what is right at each step of it. */
  readonly sequence: ReadonlySignal<Sequence>;
  /** Where the figure opens; numbers read are changed relative to it. */
  readonly beginning: Beginning;
  readonly strips: readonly StripKind[];
  readonly steps: number;
  readonly state: FigureState<StepperState>;
  /** The run as the shipped network does it alone, and with all that the reader changed but what is read. */
  readonly before: ReadonlySignal<Run>;
  readonly after: ReadonlySignal<Run>;
  /** Of the two the one on view. */
  readonly shown: ReadonlySignal<Run>;
  /** The gradient of the loss in the two runs, and in the one on view. */
  readonly backward: Readonly<Record<'before' | 'after' | 'shown', ReadonlySignal<BackwardRun>>>;
  /** The loss of the two runs, known without the way back; null where nothing is asked. */
  readonly loss: Readonly<Record<'before' | 'after', ReadonlySignal<number | null>>>;
  /** What strips and numbers are of: the runs, or the gradients. */
  readonly drawn: ReadonlySignal<Readonly<Record<'before' | 'after' | 'shown', Run>>>;
  readonly isBackward: ReadonlySignal<boolean>;
  /** True while something forced is switched on. */
  readonly isForced: ReadonlySignal<boolean>;
  /** True while anything makes the two runs different: something forced, a weight or an initial state. */
  readonly isChanged: ReadonlySignal<boolean>;
  /** All squares of every strip, and those on view. */
  readonly squares: ReadonlySignal<readonly StripSquares[]>;
  readonly visible: ReadonlySignal<readonly StripSquares[]>;
  readonly window: ReadonlySignal<StepWindow>;
  readonly light: Light;
  /** The sub-steps, and the product that is opened up. */
  readonly opening: Opening;
  /** The number whose dependencies are lit. */
  readonly tracing: Tracing;
  /** What the loss of the run on view asks; null where nothing is asked, or nothing read so far makes an answer right. */
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
  /** Compares the gradient of the loss with central differences. */
  check(): void;
  setLetter(step: number, letter: string): void;
  play(): void;
  pause(): void;
}

export const playPauseMs = 420;

const none: readonly Intervention[] = [];

export function createStepper(id: string, trained: TrainedNetwork, beginning: Beginning): Stepper {
  const cell = cellOf(trained);
  const strips = stripsFor(trained);
  const { steps } = beginning.sequence;
  const state = createFigureState(id, stepperFields(trained, beginning));

  const letters = computed(() => state.now.value.letters);
  const inputs = computed(() => state.now.value.inputs);
  const sequence = computed(() =>
    letters.value === beginning.sequence.letters
      ? readNumbers(trained, beginning.sequence, inputs.value)
      : readLetters(trained, letters.value),
  );
  const weights = computed(() => state.now.value.weights);
  const edited = computed(() => withWeights(trained, weights.value));
  const initial = computed(() => state.now.value.initial);
  const forced = computed(() => state.now.value.forced);
  const interventions = interventionsIn(state.now);
  const isForced = computed(() => interventions.value.length > 0);
  const isChanged = computed(() => isForced.value || weights.value.length > 0 || initial.value.length > 0);
  const before = computed(() => runNetwork(trained, sequence.value));
  const after = computed(() =>
    isChanged.value
      ? runNetwork(edited.value, sequence.value, { interventions: interventions.value, initial: initial.value })
      : before.value,
  );
  const view = computed(() => state.now.value.view);
  const shown = computed(() => (view.value === 'before' ? before.value : after.value));
  const losses = createLosses(state, sequence);
  const asked = computed(() => losses.asked.value && { sequence: sequence.value, asked: losses.asked.value });
  const ownQuestion = computed(
    (): Question | null => asked.value && { ...asked.value, trained, interventions: none, initial: [] },
  );
  const changedQuestion = computed(
    (): Question | null =>
      asked.value && {
        ...asked.value,
        ...{ trained: edited.value, interventions: interventions.value, initial: initial.value },
      },
  );
  const heldQuestion = computed(() => (isChanged.value ? changedQuestion.value : ownQuestion.value));
  const question = computed(() => (view.value === 'before' ? ownQuestion.value : heldQuestion.value));
  const loss = {
    before: computed(() => ownQuestion.value && lossIn(before.value, ownQuestion.value)),
    after: computed(() => heldQuestion.value && lossIn(after.value, heldQuestion.value)),
  };
  const checking = createChecking(question);
  const checkedAt = signal<StepperState | null>(null);

  const isBackward = computed(() => state.now.value.way === 'backward');
  const gradientBefore = computed(() => runBackward(before.value, ownQuestion.value));
  const gradientAfter = computed(() =>
    isChanged.value ? runBackward(after.value, heldQuestion.value) : gradientBefore.value,
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

  const opening = createOpening({ trained, state, shown });

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

  const changing = createChanging(state, trained, beginning);
  const { setInput } = changing;
  const forcing = createForcing({ state, strips, steps, isDragging, dropped, setInput });

  return {
    ...{
      id,
      cell,
      beginning,
      trained,
      edited,
      sequence,
      strips,
      steps,
      state,
      before,
      after,
      shown,
      squares,
      visible,
      window,
    },
    ...{ isForced, isChanged },
    ...forcing,
    ...losses,
    ...changing,
    ...{ loss, backward, drawn, isBackward, question, checking, isPlaying, isDragging, dropped },
    ...{ opening, tracing: createTracing({ state, shown, opening }) },
    isCheckSaid: computed(() => checkedAt.value === state.now.value),
    light: createLight(state.now, ['input', ...strips.map(({ name }) => name)], steps),
    holdWindow: (isHeld) => {
      heldWindow.value = isHeld ? window.peek() : null;
    },
    goTo,
    select(row, unit, step = state.now.peek().step) {
      const place = row === 'probability' ? { answer: unit } : row === 'input' ? { channel: unit } : { unit };
      const now = state.now.peek();
      const isOpened = now.sub !== 'none' && row !== 'input' && row !== 'probability';
      const next = { row, step, ...place, ...(isOpened ? { sub: row } : {}) };
      if (Object.entries(next).some(([name, value]) => now[name as keyof typeof next] !== value)) {
        dropped.value = null;
        state.change(next, 'look');
      }
    },
    setView: (next) => state.change({ view: next }),
    setWay(way) {
      pause();
      const { way: old, step } = state.now.peek();
      const last = losses.lossSteps.peek().at(-1) ?? steps;
      // After the step that the loss looks at there is nothing to see on the way back.
      if (way !== old) state.change({ way, step: way === 'backward' ? Math.min(step, last) : step });
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
      const { step } = state.now.peek();
      const last = losses.lossSteps.peek().at(-1) ?? steps;
      if (isBackward.peek()) {
        if (step === 1 || step > last) goTo(last);
      } else if (step >= steps) goTo(1);
      timer = setTimeout(advance, playPauseMs);
    },
    pause,
  };
}
