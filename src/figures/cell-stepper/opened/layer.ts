/** A gate, a candidate or the plain cell's sum: weights times what is read and times the old state, biases, a curve. */
import type { QuantityName } from '../../../engine/cells/contract.ts';
import { cellOf } from '../network.ts';
import { inputWeights, peepholeWeight, recurrentWeights, rowOf } from '../sums.ts';
import { subscriptOf } from '../weight-names.ts';
import { type Opened, type OpenedRow, stacked, totalOf } from './parts.ts';
import { biasAt, derived, type Place, quantityAt, squashOf, weightOf } from './place.ts';

type Term = Omit<OpenedRow, 'from'>;

/** One row of the stacked weights, from 0, and the subscript of its block. */
interface Layer {
  readonly quantity: QuantityName;
  readonly row: number;
  readonly subscript: string;
}

/** Null for what is not a layer of its own. */
export function openLayer(place: Place, quantity: QuantityName): Opened | null {
  const { trained } = place.run;
  const { reset = 'after', variant } = trained.network.description;
  const row = rowOf(trained, quantity, place.unit - 1);
  if (row === null) return null;
  const layer = { quantity, row, subscript: subscriptOf(trained, row) };
  const isReset = cellOf(trained) === 'gru' && quantity === 'candidate';
  const isInner = isReset && reset === 'after';

  const inner = isInner ? stacked([...recurrentTerms(place, layer, false), biasTerm(place, layer, ['h'])]) : [];
  const whole = derived(place, `${quantity}RecurrentSum`, totalOf(inner), 'hidden');
  const rows = stacked([
    ...inputTerms(place, layer),
    ...(isInner ? [] : recurrentTerms(place, layer, isReset)),
    ...peepholeTerms(place, layer),
    biasTerm(place, layer, isInner ? ['i'] : ['i', 'h']),
    ...(isInner ? [product(place, 'inner', [quantityAt(place, 'resetGate'), whole], `${quantity}ResetSum`)] : []),
  ]);
  const total = totalOf(rows);
  if (quantity === 'preActivation') {
    const sum = { ...quantityAt(place, quantity), value: total };
    return { quantity, inner, rows, sum, clipped: null, squash: null, last: null, result: sum };
  }
  const clip = variant?.clip ?? Infinity;
  const argument = Math.max(-clip, Math.min(clip, total));
  const squash = squashOf(place, quantity, argument, quantityAt(place, quantity));
  return {
    ...{ quantity, inner, rows, squash, last: null, result: squash.result },
    sum: derived(place, `${quantity}Sum`, total, 'ink'),
    clipped: argument === total ? null : argument,
  };
}

/** Only what is not 0 is read: of a letter one column. */
function inputTerms(place: Place, { row, subscript }: Layer): Term[] {
  const terms = inputWeights(place.run.trained, row).map((value, k) => {
    const weight = weightOf(place, 'W', `i${subscript}`, k + 1, value);
    const read = { ...quantityAt(place, 'input', k + 1), colour: 'input' as const };
    return product(place, 'input', [weight, read], `${weight.name} · x`);
  });
  return terms.filter(({ factors }) => factors[1]?.value !== 0);
}

/** With reset before the product each old state counts as far as its own reset gate lets it. */
function recurrentTerms(place: Place, { row, subscript }: Layer, isReset: boolean): Term[] {
  return recurrentWeights(place.run.trained, row).map((value, k) => {
    const weight = weightOf(place, 'W', `h${subscript}`, k + 1, value);
    const gate = isReset ? [quantityAt(place, 'resetGate', k + 1)] : [];
    const old = quantityAt(place, 'hiddenState', k + 1, place.step - 1);
    return product(place, 'recurrent', [weight, ...gate, old], `${weight.name} · h`);
  });
}

/** Input and forget gate look at the old cell state, the output gate at the new one. */
function peepholeTerms(place: Place, { quantity, subscript }: Layer): Term[] {
  const value = peepholeWeight(place.run.trained, quantity, place.unit - 1);
  if (value === null) return [];
  const weight = weightOf(place, 'W', `c${subscript}`, null, value);
  const step = quantity === 'outputGate' ? place.step : place.step - 1;
  return [product(place, 'peephole', [weight, quantityAt(place, 'cellState', place.unit, step)], `${weight.name} · c`)];
}

function biasTerm(place: Place, { quantity, row, subscript }: Layer, sources: readonly ('i' | 'h')[]): Term {
  const factors = sources.map((source) =>
    weightOf(place, 'b', source + subscript, null, biasAt(place, `bias_${source}h`, row)),
  );
  const value = factors.reduce((sum, bias) => sum + bias.value, 0);
  const name = sources[0] === 'h' ? `${quantity}RecurrentBias` : `${quantity}Bias`;
  return { kind: 'bias', sign: '+', factors, result: derived(place, name, value) };
}

export function product(place: Place, kind: OpenedRow['kind'], factors: Term['factors'], name: string): Term {
  const value = factors.reduce((sofar, factor) => sofar * factor.value, 1);
  return { kind, sign: '×', factors, result: derived(place, name, value) };
}
