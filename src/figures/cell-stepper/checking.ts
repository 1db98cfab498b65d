/** The gradient check as the reader asks for it: done in slices on the page, valid for what was asked and no longer. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { checkSteps, type Question } from './loss.ts';
import { type WeightName, weightName } from './weight-names.ts';

export interface Finding {
  readonly largestRelativeError: number;
  /** How many parameters were compared, and at which of them the two are furthest apart. */
  readonly parameters: number;
  readonly where: WeightName;
  /** Values held by the reader while it was measured. */
  readonly held: number;
  /** From the press to the result, in milliseconds. */
  readonly elapsedMs: number;
}

export interface Checking {
  readonly isRunning: ReadonlySignal<boolean>;
  /** Of the question on screen; null when it was not checked yet. */
  readonly finding: ReadonlySignal<Finding | null>;
  start(): void;
  stop(): void;
}

export interface Clock {
  /** Milliseconds. */
  now(): number;
  later(run: () => void): void;
}

const browserClock: Clock = { now: () => performance.now(), later: (run) => setTimeout(run, 0) };

/** A slice ends after the parameter that passes this: far below the 50 ms at which a page feels stuck. */
const sliceMs = 8;

/** `question` is null where there is no right answer, and so no loss. */
export function createChecking(question: ReadonlySignal<Question | null>, clock: Clock = browserClock): Checking {
  const running = signal<Question | null>(null);
  const found = signal<{ readonly question: Question; readonly finding: Finding } | null>(null);
  const isRunning = computed(() => running.value !== null && running.value === question.value);
  return {
    isRunning,
    finding: computed(() => (found.value?.question === question.value ? (found.value?.finding ?? null) : null)),
    start() {
      const asked = question.peek();
      if (!asked || isRunning.peek()) return;
      const startedMs = clock.now();
      const steps = checkSteps(asked);
      running.value = asked;
      found.value = null;
      const slice = () => {
        // The reader has changed something meanwhile, or gone.
        if (running.peek() !== asked || question.peek() !== asked) return;
        const endMs = clock.now() + sliceMs;
        do {
          const next = steps.next();
          if (!next.done) continue;
          const { largestRelativeError, index } = next.value;
          const finding = {
            ...{
              largestRelativeError,
              parameters: asked.trained.parameters.data.length,
              where: weightName(asked.trained, index),
            },
            ...{ held: asked.interventions.length, elapsedMs: clock.now() - startedMs },
          };
          running.value = null;
          found.value = { question: asked, finding };
          return;
        } while (clock.now() < endMs);
        clock.later(slice);
      };
      clock.later(slice);
    },
    stop() {
      running.value = null;
    },
  };
}
