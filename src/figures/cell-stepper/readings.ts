/** The numbers that a diagram draws: each as it is in the run on view, and as it was without interventions. */
import { differs } from '../shared/numbers.ts';
import type { Stepper } from './model.ts';
import { type Run, type TrainedNetwork, valueAt } from './network.ts';
import { recurrentWeights, sumsOf } from './sums.ts';

export interface Reading {
  readonly quantity: string;
  /** Unit and step count from 1; step 0 is before the first. */
  readonly unit: number;
  readonly step: number;
  readonly value: number;
  /** Null where nothing is compared or nothing changed. */
  readonly was: number | null;
}

export interface Reader {
  /** A quantity of the drawn unit at this step, or `back` steps before it. */
  at(quantity: string, back?: number): Reading;
  /** What follows from others: computed in both runs alike. */
  from(quantity: string, compute: (value: (name: string, back?: number) => number, run: Run) => number): Reading;
  /** The old hidden state of every unit. */
  readonly oldState: readonly number[];
  /** The letter of this step, or the numbers, a channel each; the other is empty. */
  readonly read: { readonly letter: string; readonly numbers: readonly number[] };
  readonly step: number;
  readonly steps: number;
  readonly unit: number;
  /** The network of the run on view. */
  readonly trained: TrainedNetwork;
}

export function createReader(stepper: Stepper): Reader {
  const { step, unit, view } = stepper.state.now.value;
  const shown = stepper.shown.value;
  const before = stepper.before.value;
  const from: Reader['from'] = (quantity, compute) => {
    const within = (run: Run) => compute((name, back = 0) => valueAt(run, name, unit - 1, step - 1 - back), run);
    const [value, was] = [within(shown), within(before)];
    return { quantity, unit, step, value, was: view !== 'before' && differs(value, was) ? was : null };
  };
  return {
    from,
    at: (quantity, back = 0) => ({ ...from(quantity, (value) => value(quantity, back)), step: step - back }),
    oldState: Array.from({ length: shown.units }, (_, k) => valueAt(shown, 'hiddenState', k, step - 2)),
    read: readAtStep(stepper, step),
    step,
    steps: stepper.steps,
    unit,
    trained: shown.trained,
  };
}

function readAtStep({ trained, sequence }: Stepper, step: number): Reader['read'] {
  const { letters, inputs } = sequence.value;
  const isNumbers = trained.reading.kind === 'numbers';
  return { letter: letters.charAt(step - 1), numbers: isNumbers ? [...(inputs[step - 1]?.data ?? [])] : [] };
}

/** The plain cell's two shares of its sum, and the weights of the first. */
export function plainShares(stepper: Stepper, reader: Reader) {
  const share = (name: 'input' | 'recurrent') => (_: unknown, run: Run) => {
    const sums = sumsOf(run, 'preActivation', reader.unit - 1, reader.step - 1);
    if (!sums) throw new Error('Only the plain cell has a preActivation');
    return name === 'input' ? sums.input + sums.bias : sums.recurrent;
  };
  return {
    input: reader.from('inputSum', share('input')),
    recurrent: reader.from('recurrentSum', share('recurrent')),
    weights: recurrentWeights(stepper.shown.value.trained, reader.unit - 1),
  };
}
