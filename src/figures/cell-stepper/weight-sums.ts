/**
 * The gradient of one unit's weights as it comes together on the way back: what each step adds, and the sum from the last
 * step down to this one. At the first step the sum is the gradient that training uses.
 *
 * Letters: I inputs, H units; row b * H + k of the stacked weights belongs to block b of unit k.
 */
import type { SumGradients } from '../../engine/sequence/contract.ts';
import type { BackwardRun } from './backward.ts';
import { type QuantityName, stripsOf } from './cells.ts';
import { cellOf, type Run, valueAt } from './network.ts';
import { blocks, peepholeWeight, rowOf } from './sums.ts';
import { type WeightName, weightName } from './weight-names.ts';

/** What a weight multiplies: a number read, a hidden state, 1, or the cell state that a peephole sees. */
export type WeightPart = 'input' | 'hidden' | 'bias' | 'peephole';

export interface WeightSum {
  readonly part: WeightPart;
  readonly name: WeightName;
  /** What this step adds, and everything from the last step down to this one. */
  readonly added: number;
  readonly sum: number;
  /** The engine's gradient: the sum at step 1. */
  readonly whole: number;
}

export interface BlockSums {
  readonly quantity: QuantityName;
  readonly letter: string;
  readonly weights: readonly WeightSum[];
  /** The largest size of any sum or addition of the block at any step: what a square shows in full colour. */
  readonly scale: number;
}

/** Unit and step from 0. */
export function weightSums(run: Run, back: BackwardRun, unit: number, step: number): BlockSums[] {
  const { trained } = run;
  const cell = cellOf(trained);
  return blocks[cell].map((quantity) => {
    const places = placesOf(run, quantity, unit);
    const sums = new Float64Array(places.length);
    const shown = { added: new Float64Array(places.length), sum: new Float64Array(places.length) };
    let scale = 0;
    for (let t = back.sums.length - 1; t >= 0; t -= 1) {
      const dSums = back.sums[t] as SumGradients;
      for (const [k, { seenAt, isRecurrent }] of places.entries()) {
        const added = gradientIn(dSums, rowOf(trained, quantity, unit) ?? 0, isRecurrent) * seenAt(t);
        const sum = (sums[k] ?? 0) + added;
        sums[k] = sum;
        scale = Math.max(scale, Math.abs(added), Math.abs(sum));
        if (t === step) shown.added[k] = added;
        if (t === step) shown.sum[k] = sum;
      }
    }
    const weights = places.map(({ part, index }, k) => ({
      ...{ part, name: weightName(trained, index) },
      ...{ added: shown.added[k] ?? 0, sum: shown.sum[k] ?? 0, whole: back.parameters?.data[index] ?? 0 },
    }));
    const letter = stripsOf[cell].find(({ name }) => name === quantity)?.letter ?? '';
    return { quantity: quantity as QuantityName, letter, weights, scale: scale || 1 };
  });
}

/** The weight whose number is largest in size. */
export function largestOf(weights: readonly WeightSum[], which: 'added' | 'sum' | 'whole'): WeightSum | undefined {
  const size = (weight: WeightSum | undefined) => Math.abs(weight?.[which] ?? 0);
  return weights.reduce<WeightSum | undefined>(
    (most, one) => (size(one) > size(most) || !most ? one : most),
    undefined,
  );
}

interface Place {
  readonly part: WeightPart;
  /** Among all parameters, from 0. */
  readonly index: number;
  /** What the weight multiplies at a step. */
  seenAt(step: number): number;
  /** Whether it stands in the recurrent product, whose sums have a gradient of their own. */
  readonly isRecurrent: boolean;
}

function placesOf(run: Run, quantity: string, unit: number): Place[] {
  const { trained } = run;
  const { inputSize, hiddenSize, reset = 'after', bias } = trained.network.description;
  const row = rowOf(trained, quantity, unit) ?? 0;
  const first = (name: string) => firstOf(trained, name);
  // Reset before the product: W_hn meets r * h, and its sums are those of the input.
  const isReset = cellOf(trained) === 'gru' && quantity === 'candidate' && reset === 'before';
  const old = (k: number, step: number) => valueAt(run, 'hiddenState', k, step - 1);
  const inputs = Array.from({ length: inputSize }, (_, k): Place => {
    const index = first('rnn.weight_ih_l0') + row * inputSize + k;
    return { part: 'input', index, seenAt: (step) => valueAt(run, 'input', k, step), isRecurrent: false };
  });
  const hidden = Array.from({ length: hiddenSize }, (_, k): Place => {
    const index = first('rnn.weight_hh_l0') + row * hiddenSize + k;
    const seenAt = (step: number) => (isReset ? valueAt(run, 'resetGate', k, step) * old(k, step) : old(k, step));
    return { part: 'hidden', index, seenAt, isRecurrent: !isReset };
  });
  const one = () => 1;
  const biases: Place[] = bias
    ? [
        { part: 'bias', index: first('rnn.bias_ih_l0') + row, seenAt: one, isRecurrent: false },
        { part: 'bias', index: first('rnn.bias_hh_l0') + row, seenAt: one, isRecurrent: !isReset },
      ]
    : [];
  if (peepholeWeight(trained, quantity, unit) === null) return [...inputs, ...hidden, ...biases];
  const gate = ['inputGate', 'forgetGate', 'outputGate'].indexOf(quantity);
  const peephole: Place = {
    ...{ part: 'peephole', index: first('rnn.weight_peephole_l0') + gate * hiddenSize + unit, isRecurrent: false },
    seenAt: (step) => valueAt(run, 'cellState', unit, quantity === 'outputGate' ? step : step - 1),
  };
  return [...inputs, ...hidden, ...biases, peephole];
}

function gradientIn({ input, recurrent }: SumGradients, row: number, isRecurrent: boolean): number {
  return (isRecurrent ? recurrent : input).data[row] ?? 0;
}

/** Where a parameter begins among all, from 0. */
function firstOf({ network }: Run['trained'], wanted: string): number {
  let first = 0;
  for (const { name, shape } of network.shapes) {
    if (name === wanted) return first;
    first += shape[0] * (shape[1] ?? 1);
  }
  throw new Error(`There is no parameter called ${wanted}`);
}
