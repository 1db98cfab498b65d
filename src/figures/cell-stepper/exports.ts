/** What stands on view as data: every quantity of every unit at every step, now and before, at full precision. */
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';

interface Entry {
  readonly quantity: string;
  /** The unit's number, the answer's sign. */
  readonly unit: string;
  /** From 1. */
  readonly step: number;
  readonly reads: string;
  readonly now: number;
  readonly before: number;
}

/** Backwards, of each its gradient. */
function entriesOf(stepper: Stepper): Entry[] {
  const { before, after } = stepper.drawn.value;
  const { letters } = stepper.sequence.value;
  return stepper.squares.value.flatMap(({ strip, rows }) =>
    Array.from({ length: stepper.steps * rows }, (_, place) => {
      const [unit, step] = [place % rows, Math.floor(place / rows)];
      return {
        quantity: stepper.isBackward.value ? `d${strip.name}` : strip.name,
        unit: strip.name === 'probability' ? (stepper.trained.answers[unit] ?? '') : `${unit + 1}`,
        step: step + 1,
        reads: letters.charAt(step),
        now: valueAt(after, strip.name, unit, step),
        before: valueAt(before, strip.name, unit, step),
      };
    }),
  );
}

/** RFC 4180; numbers in the shortest form that reads back as the same. */
export function stepperCsv(stepper: Stepper): string {
  const names = ['quantity', 'unit', 'step', 'reads', 'now', 'before'] as const;
  const lines = entriesOf(stepper).map((entry) => names.map((name) => cell(entry[name])).join(','));
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`;
}

export function stepperJson(stepper: Stepper): string {
  const { state, trained, sequence, isBackward } = stepper;
  const { network, task } = trained;
  const { before, after } = stepper.drawn.value;
  const quantities = stepper.squares.value.map(({ strip, rows }) => {
    const series = (run: typeof after, unit: number) =>
      Array.from({ length: stepper.steps }, (_, step) => valueAt(run, strip.name, unit, step));
    const units = Array.from({ length: rows }, (_, unit) => unit);
    const now = units.map((unit) => series(after, unit));
    return { quantity: strip.name, now, before: units.map((unit) => series(before, unit)) };
  });
  return JSON.stringify({
    ...{ task: task.name, description: network.description, link: state.link() },
    ...{ of: isBackward.value ? 'gradient' : 'value', letters: sequence.value.letters, answers: trained.answers },
    /** Of each unit, its values step by step. */
    quantities,
  });
}

function cell(value: string | number): string {
  const text = `${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
