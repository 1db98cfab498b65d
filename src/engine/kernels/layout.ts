/**
 * How the compiled kernels lay out one recurrent layer: the record `Layer` of assembly/layer.ts, field by field.
 *
 * Letters: B batch, T steps, I inputs, H hidden units.
 */

import type { CellKind } from '../cells/contract.ts';
import type { CellVariant } from '../cells/variants.ts';
import { type Arena, roundUp } from './arena.ts';

export interface FusedSize {
  readonly cell: CellKind;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** T, the most steps of a pass. */
  readonly capacity: number;
  /** B */
  readonly batch: number;
  readonly wantsInputGradient: boolean;
  /** Of an LSTM; nothing when absent. */
  readonly variant?: Pick<CellVariant, 'coupled' | 'without' | 'candidate' | 'shown'> | undefined;
}

/** The order of the fields in memory: that of the record. */
const FIELDS = [
  'steps',
  'batch',
  'rows',
  'inputs',
  'hidden',
  'units',
  'inputPanels',
  'panel',
  'planes',
  'firstRecurrent',
  'fedPlanes',
  'openGates',
  'isCoupled',
  'linear',
  'z',
  'gates',
  'cells',
  'squashed',
  'weights',
  'weightsBack',
  'inputsBack',
  'dWeights',
  'chunk',
  'dGates',
  'dHidden',
  'dCell',
  'dInputs',
  'inputWeights',
  'recurrentWeights',
  'inputBias',
  'recurrentBias',
  'dInputWeights',
  'dRecurrentWeights',
  'dInputBias',
  'dRecurrentBias',
] as const;

export type Field = (typeof FIELDS)[number];
/** Where in the record a field stands, counted in numbers of four bytes. */
export const FIELD = Object.fromEntries(FIELDS.map((name, index) => [name, index])) as Record<Field, number>;

/** An LSTM's gates in the order of its planes. */
const GATES = ['inputGate', 'forgetGate', 'candidate', 'outputGate'];

/** About this many rows of gate gradients wait, so that they are still in the second cache when they are used. */
const CHUNK_ROWS = 256;

/** The sizes that follow from the description. */
export function panelSizes({ cell, inputSize, hiddenSize, batch }: FusedSize) {
  const units = 2 * Math.ceil(hiddenSize / 8);
  const inputPanels = Math.ceil((inputSize + 1) / 4);
  const rows = batch === 1 ? 1 : 2 * Math.ceil(batch / 2);
  const panel = rows * 16;
  const planes = (cell === 'rnn' ? 1 : 4) * units;
  // Of a GRU's, the state does not feed the first, x not the last (assembly/gru.ts).
  const fedPlanes = cell === 'gru' ? 3 * units : planes;
  const chunk = Math.max(1, Math.floor(CHUNK_ROWS / rows));
  return { units, inputPanels, rows, panel, planes, fedPlanes, chunk };
}

/** Bytes of every buffer of a layer. */
function bufferBytes(size: FusedSize) {
  const { units, inputPanels, panel, planes, fedPlanes, chunk } = panelSizes(size);
  const T = size.capacity;
  const isLstm = size.cell === 'lstm';
  const inputPairs = Math.ceil(inputPanels / 2);
  const packed = (planes / 2) * (units + inputPanels) * 128;
  return {
    z: (T + 1) * (units + inputPanels) * panel,
    gates: size.cell === 'rnn' ? 0 : T * planes * panel,
    cells: isLstm ? (T + 1) * units * panel : 0,
    squashed: isLstm ? T * units * panel : 0,
    weights: packed,
    weightsBack: (units / 2) * fedPlanes * 128,
    inputsBack: size.wantsInputGradient ? inputPairs * fedPlanes * 128 : 0,
    dWeights: packed,
    dGates: Math.min(chunk, T) * planes * panel,
    dHidden: units * panel,
    dCell: isLstm ? units * panel : 0,
    dInputs: size.wantsInputGradient ? T * inputPairs * 2 * panel : 0,
  };
}

/** Bytes that `layOut` takes from the arena. */
export function layerBytes(size: FusedSize): number {
  const buffers = Object.values(bufferBytes(size)).reduce((sum, bytes) => sum + roundUp(bytes), 0);
  return buffers + roundUp(FIELDS.length * 4);
}

/** Reserves the layer's memory and writes its record; parameters are filled in at each pass. Returns the record's address. */
export function layOut(arena: Arena, size: FusedSize): number {
  const { units, inputPanels, rows, panel, planes, fedPlanes, chunk } = panelSizes(size);
  const record = arena.reserve(FIELDS.length * 4);
  const set = (name: Field, value: number) => {
    arena.integers[record / 4 + FIELD[name]] = value;
  };
  const isGru = size.cell === 'gru';
  const isWithout = (gate: string) => size.variant?.without?.some((one) => one === gate);
  const numbers = {
    batch: size.batch,
    rows,
    inputs: size.inputSize,
    hidden: size.hiddenSize,
    units,
    inputPanels,
    panel,
    planes,
    firstRecurrent: isGru ? units : 0,
    fedPlanes,
    openGates: GATES.reduce((bits, gate, index) => bits | (isWithout(gate) ? 1 << index : 0), 0),
    isCoupled: size.variant?.coupled ? 1 : 0,
    linear: (size.variant?.candidate === 'identity' ? 1 : 0) + (size.variant?.shown === 'identity' ? 2 : 0),
    chunk: Math.min(chunk, size.capacity),
  };
  for (const [name, value] of Object.entries(numbers)) set(name as Field, value);
  for (const [name, bytes] of Object.entries(bufferBytes(size)))
    set(name as Field, bytes > 0 ? arena.reserve(bytes) : 0);
  return record;
}
