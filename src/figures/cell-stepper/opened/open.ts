/** Opens any quantity of any cell: layers by their weights, states by what is kept and what is written. */
import type { QuantityName } from '../../../engine/cells/contract.ts';
import { cellOf } from '../network.ts';
import { isCoupled, isSet } from '../sums.ts';
import { openLayer, product } from './layer.ts';
import { type Opened, type OpenedNumber, type OpenedRow, stacked, totalOf } from './parts.ts';
import { derived, type Place, quantityAt, squashOf } from './place.ts';

export function openQuantity(place: Place, quantity: QuantityName): Opened {
  const cell = cellOf(place.run.trained);
  if (isSet(place.run.trained, quantity)) {
    return isCoupled(place.run.trained) && quantity === 'forgetGate'
      ? openCoupled(place)
      : openConstant(place, quantity);
  }
  const layer = openLayer(place, quantity);
  if (layer) return layer;
  if (quantity === 'cellState') return openCellState(place);
  if (quantity !== 'hiddenState') throw new Error(`This cell does not compute ${quantity}`);
  if (cell === 'lstm') return openShown(place);
  return cell === 'rnn' ? openSquashed(place) : openBlend(place);
}

/** c = f c_old + i g */
function openCellState(place: Place): Opened {
  const at = (name: string) => quantityAt(place, name);
  const old = quantityAt(place, 'cellState', place.unit, place.step - 1);
  return sumOf(place, 'cellState', [
    product(place, 'state', [at('forgetGate'), old], 'keptCell'),
    product(place, 'state', [at('inputGate'), at('candidate')], 'writtenCell'),
  ]);
}

/** h = z h_old + (1 - z) n, or with the gate the other way round. */
function openBlend(place: Place): Opened {
  const takes = place.run.trained.network.description.variant?.update === 'takes';
  const gate = quantityAt(place, 'updateGate');
  const other = derived(place, 'writtenShare', 1 - gate.value, 'output');
  const old = quantityAt(place, 'hiddenState', place.unit, place.step - 1);
  const kept = product(place, 'state', [takes ? other : gate, old], 'keptState');
  const written = product(place, 'state', [takes ? gate : other, quantityAt(place, 'candidate')], 'writtenState');
  return sumOf(place, 'hiddenState', [written, kept]);
}

/** h = o tanh(c) */
function openShown(place: Place): Opened {
  const c = quantityAt(place, 'cellState');
  const squash = squashOf(place, 'hiddenState', c.value, derived(place, 'squashedCell', 0, 'cell'));
  const result = quantityAt(place, 'hiddenState');
  const shown = product(place, 'state', [quantityAt(place, 'outputGate'), squash.result], 'hiddenState');
  const whole: OpenedNumber = { ...result, value: shown.result.value };
  const last: OpenedRow = { ...shown, result: whole, from: 0 };
  return { quantity: 'hiddenState', inner: [], rows: [], sum: c, clipped: null, squash, last, result: whole };
}

/** h = tanh(a) */
function openSquashed(place: Place): Opened {
  const { variant } = place.run.trained.network.description;
  const a = quantityAt(place, 'preActivation');
  const clip = variant?.clip ?? Infinity;
  const argument = Math.max(-clip, Math.min(clip, a.value));
  const squash = squashOf(place, 'hiddenState', argument, quantityAt(place, 'hiddenState'));
  const clipped = argument === a.value ? null : argument;
  return { quantity: 'hiddenState', inner: [], rows: [], sum: a, clipped, squash, last: null, result: squash.result };
}

/** f = 1 - i */
function openCoupled(place: Place): Opened {
  const i = quantityAt(place, 'inputGate');
  const result: OpenedNumber = { ...quantityAt(place, 'forgetGate'), value: 1 - i.value };
  const row: OpenedRow = { kind: 'complement', sign: '+', factors: [i], result, from: 0 };
  return { ...bare('forgetGate', result), rows: [row] };
}

/** A gate that stands open. */
function openConstant(place: Place, quantity: QuantityName): Opened {
  return bare(quantity, { ...quantityAt(place, quantity), value: 1 });
}

function sumOf(place: Place, quantity: QuantityName, terms: readonly Omit<OpenedRow, 'from'>[]): Opened {
  const rows = stacked(terms);
  return { ...bare(quantity, { ...quantityAt(place, quantity), value: totalOf(rows) }), rows };
}

function bare(quantity: QuantityName, result: OpenedNumber): Opened {
  return { quantity, inner: [], rows: [], sum: result, clipped: null, squash: null, last: null, result };
}
