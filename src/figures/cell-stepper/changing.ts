/** What the reader puts in other than by force: numbers read, weights and biases, the states before the first step. */
import type { StateName } from '../../engine/cells/contract.ts';
import type { FigureState } from '../shared/state.ts';
import { initialRange } from './initial.ts';
import type { TrainedNetwork } from './network.ts';
import { type Beginning, mostForced, type StepperState } from './state.ts';
import { type ChangedWeight, weightIndex, weightRange } from './weights.ts';

export interface ChangeActions {
  /** Puts another number in the place of one that is read; in range, in hundredths. From 1; null gives the old back. */
  setInput(step: number, channel: number, value: number | null): void;
  /** Puts a number in the place of a weight or bias, in this run alone; kept in range, to thousandths. */
  setWeight(place: Omit<ChangedWeight, 'value'>, value: number): void;
  clearWeight(place: Omit<ChangedWeight, 'value'>): void;
  /** Begins with another state than 0 in one unit (from 1); kept in range, to hundredths. Null gives it back. */
  setInitial(quantity: StateName, unit: number, value: number | null): void;
}

export function createChanging(
  state: FigureState<StepperState>,
  trained: TrainedNetwork,
  { sequence }: Beginning,
): ChangeActions {
  /** The list with another entry in the place of one; the same list where there is no room for more. */
  const put = <T>(list: readonly T[], old: T | undefined, next: T | null): readonly T[] => {
    const others = list.filter((one) => one !== old);
    if (next === null) return others;
    return old === undefined && list.length >= mostForced ? list : [...others, next];
  };

  return {
    setInput(step, channel, value) {
      const { inputs: list } = state.now.peek();
      const begun = sequence.inputs[step - 1]?.data[channel - 1];
      if (trained.reading.kind !== 'numbers' || begun === undefined || Number.isNaN(value)) return;
      const old = list.find((one) => one.step === step && one.channel === channel);
      const kept = value === null ? null : inside(value, trained.reading.range, 100);
      if (kept === (old?.value ?? null) || (!old && kept === begun)) return;
      const inputs = put(list, old, kept === null ? null : { step, channel, value: kept });
      if (inputs !== list) state.change({ inputs }, `input ${step} ${channel}`);
    },
    setWeight({ name, row, column }, value) {
      const { weights: list } = state.now.peek();
      const index = weightIndex(trained, { name, row, column });
      if (index === undefined || !Number.isFinite(value)) return;
      const old = list.find(isAt(name, row, column));
      const kept = inside(value, weightRange, 1000);
      const weights = put(list, old, { name, row, column, value: kept });
      if (old?.value !== kept && weights !== list) state.change({ weights }, `weight ${index}`);
    },
    clearWeight({ name, row, column }) {
      const { weights: list } = state.now.peek();
      const old = list.find(isAt(name, row, column));
      if (old) state.change({ weights: put(list, old, null) });
    },
    setInitial(quantity, unit, value) {
      const { initial: list } = state.now.peek();
      const old = list.find((one) => one.quantity === quantity && one.unit === unit);
      const kept = value === null ? null : inside(value, initialRange, 100);
      if (Number.isNaN(kept) || kept === (old?.value ?? null)) return;
      const initial = put(list, old, kept === null ? null : { quantity, unit, value: kept });
      if (initial !== list) state.change({ initial }, `initial ${quantity} ${unit}`);
    },
  };
}

/** In the range, rounded to so many parts of 1, never −0. */
function inside(value: number, [from, to]: readonly [number, number], parts: number): number {
  return Math.round(Math.min(to, Math.max(from, value)) * parts) / parts + 0;
}

function isAt(name: string, row: number, column: number) {
  return (weight: ChangedWeight) => weight.name === name && weight.row === row && weight.column === column;
}
