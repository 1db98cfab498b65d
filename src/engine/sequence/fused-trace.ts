/**
 * The memory of a fused layer, read by name: quantities are copied out of their panels when somebody asks.
 */

import type { CellKind, States } from '../cells/contract.ts';
import type { Arena } from '../kernels/arena.ts';
import { FIELD, type Field, type FusedSize, layOut, panelSizes } from '../kernels/layout.ts';
import { createMatrix, type Matrix, shapeOf } from '../matrix.ts';
import type { SequenceTrace } from './contract.ts';

/** Where a quantity's panels lie: the field, the first panel and how far apart they are, counted in panels. */
interface Place {
  readonly field: Field;
  readonly first: number;
  readonly apart: number;
  /** 1 where the buffer begins with the state before the first step. */
  readonly shift: number;
}

export class FusedTrace implements SequenceTrace {
  readonly capacity: number;
  readonly batch: number;
  readonly precision = 'float32';
  readonly names: readonly string[];
  /** Address of the record. */
  readonly record: number;
  /** Room for one pass's inputs (T, B, I) and for one (B, H), as they come. */
  readonly inputs: Float32Array<ArrayBuffer>;
  readonly state: Float32Array<ArrayBuffer>;
  readonly size: FusedSize;
  steps = 0;
  readonly #arena: Arena;
  readonly #places: ReadonlyMap<string, Place>;
  readonly #panels: ReturnType<typeof panelSizes>;
  /** What `quantity` has given out, by name and step. */
  readonly #kept = new Map<string, Matrix[]>();

  constructor(arena: Arena, size: FusedSize) {
    const { capacity, batch, inputSize, hiddenSize } = size;
    this.size = size;
    this.capacity = capacity;
    this.batch = batch;
    this.record = layOut(arena, size);
    this.inputs = arena.allocate(capacity * batch * inputSize);
    this.state = arena.allocate(batch * hiddenSize);
    this.#arena = arena;
    this.#panels = panelSizes(size);
    this.#places = new Map(places(size));
    this.names = [...this.#places.keys()];
  }

  field(name: Field): number {
    return this.#arena.integers[this.record / 4 + FIELD[name]];
  }

  setField(name: Field, value: number): void {
    this.#arena.integers[this.record / 4 + FIELD[name]] = value;
  }

  /**
   * Takes over the inputs and the initial states, zeros when absent, and says whether compiled code can go on: not where
   * an input or hidden state is infinite. Throws where their shapes do not fit.
   */
  begin(inputs: readonly Matrix[], initial: States | undefined): boolean {
    if (inputs.length === 0) throw new Error('forward: a sequence has at least one step, none was given');
    if (inputs.length > this.capacity) {
      throw new Error(`forward: ${inputs.length} steps were given, the trace has room for ${this.capacity}`);
    }
    const { batch, inputSize } = this.size;
    const wrong = inputs.find(({ rows, columns }) => rows !== batch || columns !== inputSize);
    if (wrong) throw new Error(`forward: an input of (${batch}, ${inputSize}) was expected, got ${shapeOf(wrong)}`);
    copySequence(inputs, this.inputs);
    this.steps = inputs.length;
    this.setField('steps', inputs.length);
    if (this.#arena.exports.packInputs(this.record, this.inputs.byteOffset)) return false;
    if (initial?.hiddenState.data.some(isInfinite)) return false;
    const { units, panel } = this.#panels;
    this.#clear('z', units * panel);
    if (initial) this.writePanels(this.field('z'), initial.hiddenState);
    if (this.size.cell !== 'lstm') return true;
    this.#clear('cells', units * panel);
    if (initial) this.writePanels(this.field('cells'), cellStateOf(initial));
    return true;
  }

  /** Clears what the way back adds to. */
  beginBackward(dFinalCell: Matrix | null): void {
    const { units, inputPanels, planes, panel } = this.#panels;
    this.#clear('dWeights', (planes / 2) * (units + inputPanels) * 128);
    this.#clear('dHidden', units * panel);
    if (this.size.cell !== 'lstm') return;
    this.#clear('dCell', units * panel);
    if (dFinalCell) this.writePanels(this.field('dCell'), dFinalCell);
  }

  /** The same matrix at every call, filled anew, so that a training loop makes none. */
  quantity(name: string, step: number): Matrix {
    if (!(step >= 0 && step < this.steps)) throw new Error(`There is no step ${step + 1}; the run has ${this.steps}`);
    const kept = this.#kept.get(name) ?? [];
    this.#kept.set(name, kept);
    kept[step] = this.#read(name, step, kept[step]);
    return kept[step];
  }

  statesBefore(step: number): States {
    const hiddenState = this.#read('hiddenState', step - 1);
    return this.size.cell === 'lstm' ? { hiddenState, cellState: this.#read('cellState', step - 1) } : { hiddenState };
  }

  /** (B, H) out of H / 4 panels at an address. */
  readPanels(address: number, apart = 1, into?: Matrix): Matrix {
    const { batch, hiddenSize } = this.size;
    const matrix = into ?? createMatrix(batch, hiddenSize, 'float32');
    this.#arena.exports.fromPanels(address, apart * this.#panels.panel, batch, hiddenSize, 0, this.state.byteOffset);
    matrix.data.set(this.state);
    return matrix;
  }

  /** Writes (B, H) into panels at an address, or adds it. */
  writePanels(address: number, matrix: Matrix, mode: 'replace' | 'add' = 'replace'): void {
    const { batch, hiddenSize } = this.size;
    if (matrix.rows !== batch || matrix.columns !== hiddenSize) {
      throw new Error(`A matrix of (${batch}, ${hiddenSize}) was expected, got ${shapeOf(matrix)}`);
    }
    this.state.set(matrix.data);
    const copy = mode === 'add' ? this.#arena.exports.addToPanels : this.#arena.exports.toPanels;
    copy(this.state.byteOffset, batch, hiddenSize, address, this.#panels.panel);
  }

  /** dL/dx_t: the columns of [1, x_t] but the first. */
  readInputGradient(step: number): Matrix {
    const { batch, inputSize } = this.size;
    const { inputPanels, panel } = this.#panels;
    const perStep = Math.ceil(inputPanels / 2) * 2 * panel;
    const matrix = createMatrix(batch, inputSize, 'float32');
    const target = this.inputs.subarray(0, batch * inputSize);
    this.#arena.exports.fromPanels(
      this.field('dInputs') + step * perStep,
      panel,
      batch,
      inputSize,
      1,
      target.byteOffset,
    );
    matrix.data.set(target);
    return matrix;
  }

  #clear(field: Field, bytes: number): void {
    const start = this.field(field) / 4;
    this.#arena.floats.fill(0, start, start + bytes / 4);
  }

  #read(name: string, step: number, into?: Matrix): Matrix {
    const place = this.#places.get(name);
    if (!place) throw new Error(`There is no quantity called ${name}; there are ${this.names.join(', ')}`);
    const { units, inputPanels, planes, panel } = this.#panels;
    const perStep = { z: units + inputPanels, gates: planes, cells: units, squashed: units }[place.field as 'z'];
    const panels = (step + place.shift) * perStep + place.first;
    return this.readPanels(this.field(place.field) + panels * panel, place.apart, into);
  }
}

function places(size: FusedSize): [string, Place][] {
  const { units } = panelSizes(size);
  const hidden: [string, Place] = ['hiddenState', { field: 'z', first: 0, apart: 1, shift: 1 }];
  const gate = (first: number, apart: number): Place => ({ field: 'gates', first, apart, shift: 0 });
  const all: Record<CellKind, [string, Place][]> = {
    rnn: [hidden],
    gru: [
      ['resetGate', gate(units, 2)],
      ['updateGate', gate(units + 1, 2)],
      ['recurrentPart', gate(3 * units, 1)],
      ['candidate', gate(0, 1)],
      hidden,
    ],
    lstm: [
      ['inputGate', gate(0, 4)],
      ['forgetGate', gate(1, 4)],
      ['candidate', gate(2, 4)],
      ['outputGate', gate(3, 4)],
      ['cellState', { field: 'cells', first: 0, apart: 1, shift: 1 }],
      ['squashedCell', { field: 'squashed', first: 0, apart: 1, shift: 0 }],
      hidden,
    ],
  };
  return all[size.cell];
}

function isInfinite(value: number): boolean {
  return Math.abs(value) === Infinity;
}

function cellStateOf({ cellState }: States): Matrix {
  if (!cellState) throw new Error('forward: an LSTM needs an initial cell state beside its hidden state');
  return cellState;
}

/** Copies a sequence, in one go where its steps follow one another in one buffer (matrix.ts, `createSequence`). */
function copySequence(sequence: readonly Matrix[], target: Float32Array): void {
  const first = sequence[0].data;
  const last = (sequence.at(-1) as Matrix).data;
  const length = sequence.length * first.length;
  const isOnePiece =
    first.buffer === last.buffer &&
    last.byteOffset - first.byteOffset === (length - first.length) * first.BYTES_PER_ELEMENT;
  if (isOnePiece && first instanceof Float32Array) target.set(new Float32Array(first.buffer, first.byteOffset, length));
  else if (isOnePiece) target.set(new Float64Array(first.buffer, first.byteOffset, length));
  else sequence.forEach(({ data }, step) => void target.set(data, step * first.length));
}
