/** A gate, a candidate or the plain cell's sum: weights times what is read and times the old state, biases, a curve. */
import type { QuantityName } from '../../../engine/cells/contract.ts';
import { PEEPHOLES } from '../../../engine/cells/variants.ts';
import { type Opened, type OpenedRow, stacked, totalOf } from './parts.ts';
import { blocks, derived, inputAt, type Place, quantityAt, squashOf, weightAt } from './place.ts';

type Term = Omit<OpenedRow, 'from'>;

/** Null for what is not a layer of its own. */
export function openLayer(place: Place, quantity: QuantityName): Opened | null {
  const { cell, variant, reset = 'after' } = place.trained.network.description;
  const block = blocks[cell].findIndex(([name]) => name === quantity);
  if (block < 0) return null;
  const isCandidate = quantity === 'candidate';
  const isInner = cell === 'gru' && isCandidate && reset === 'after';

  const inner = isInner ? stacked([...recurrentTerms(place, block), biasTerm(place, quantity, block, 'h')]) : [];
  const whole = derived(place, `${quantity}RecurrentSum`, totalOf(inner), 'hidden');
  const rows = stacked([
    ...inputTerms(place, block),
    ...(isInner ? [] : recurrentTerms(place, block, cell === 'gru' && isCandidate)),
    ...peepholeTerms(place, quantity),
    biasTerm(place, quantity, block, isInner ? 'i' : 'both'),
    ...(isInner ? [product(place, 'inner', [quantityAt(place, 'resetGate'), whole], `${quantity}ResetSum`)] : []),
  ]);
  const total = totalOf(rows);
  if (quantity === 'preActivation') {
    const sum = { ...quantityAt(place, quantity), value: total };
    return { quantity, inner, rows, sum, clipped: null, squash: null, last: null, result: sum };
  }
  const { clip = Infinity } = variant ?? {};
  const argument = Math.max(-clip, Math.min(clip, total));
  const choice = isCandidate ? (variant?.candidate ?? 'tanh') : (variant?.gates ?? 'sigmoid');
  const squash = squashOf(choice, argument, quantityAt(place, quantity));
  return {
    ...{ quantity, inner, rows, squash, last: null, result: squash.result },
    sum: derived(place, `${quantity}Sum`, total, 'ink'),
    clipped: argument === total ? null : argument,
  };
}

/** Only what is not 0 is read: of a one-hot input one column. */
function inputTerms(place: Place, block: number): Term[] {
  const input = inputAt(place);
  const { row, name } = rowOf(place, block);
  const terms = Array.from(input, (value, column) => {
    const weight = derived(place, name('i', column), weightAt(place, 'weight_ih', row, column));
    const read = { name: 'input', unit: column + 1, step: place.step, value, colour: 'input' as const };
    return product(place, 'input', [weight, read], `${weight.name} · x`);
  });
  return terms.filter(({ factors }) => factors[1]?.value !== 0);
}

function recurrentTerms(place: Place, block: number, isReset = false): Term[] {
  const { hiddenSize } = place.trained.network.description;
  const { row, name } = rowOf(place, block);
  return Array.from({ length: hiddenSize }, (_, column) => {
    const weight = derived(place, name('h', column), weightAt(place, 'weight_hh', row, column));
    const seen = isReset ? [quantityAt(place, 'resetGate', column + 1)] : [];
    const old = quantityAt(place, 'hiddenState', column + 1, place.step - 1);
    return product(place, 'recurrent', [weight, ...seen, old], `${weight.name} · h`);
  });
}

/** Input and forget gate look at the old cell state, the output gate at the new one. */
function peepholeTerms(place: Place, quantity: QuantityName): Term[] {
  const { variant, cell } = place.trained.network.description;
  const row = (PEEPHOLES as readonly QuantityName[]).indexOf(quantity);
  if (!variant?.peepholes || row < 0) return [];
  const subscript = blocks[cell].find(([name]) => name === quantity)?.[1];
  const value = weightAt(place, 'weight_peephole', row, place.unit - 1);
  const weight = derived(place, `p_${subscript}[${place.unit}]`, value);
  const step = quantity === 'outputGate' ? place.step : place.step - 1;
  const seen = quantityAt(place, 'cellState', place.unit, step);
  return [product(place, 'peephole', [weight, seen], `${weight.name} · c`)];
}

function biasTerm(place: Place, quantity: string, block: number, which: 'i' | 'h' | 'both'): Term {
  const { row, subscript } = rowOf(place, block);
  const factors = (which === 'both' ? (['i', 'h'] as const) : [which]).map((source) =>
    derived(place, `b_${source}${subscript}[${place.unit}]`, weightAt(place, `bias_${source}h`, 0, row)),
  );
  const value = factors.reduce((sum, bias) => sum + bias.value, 0);
  const name = which === 'h' ? `${quantity}RecurrentBias` : `${quantity}Bias`;
  return { kind: 'bias', sign: '+', factors, result: derived(place, name, value) };
}

export function product(place: Place, kind: OpenedRow['kind'], factors: Term['factors'], name: string): Term {
  const value = factors.reduce((sofar, factor) => sofar * factor.value, 1);
  return { kind, sign: '×', factors, result: derived(place, name, value) };
}

function rowOf({ trained, unit }: Place, block: number) {
  const { cell, hiddenSize } = trained.network.description;
  const subscript = blocks[cell][block]?.[1] ?? '';
  const name = (source: 'i' | 'h', column: number) => `W_${source}${subscript}[${unit}, ${column + 1}]`;
  return { row: block * hiddenSize + unit - 1, subscript, name };
}
