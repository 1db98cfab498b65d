/**
 * The memory of a run: every quantity of every step.
 */

import type { Cell, States, Trace } from '../cells/contract.ts';
import { assignMatrix, createMatrix, createSequence, type Matrix, type Precision, shapeOf } from '../matrix.ts';
import type { ForwardOptions, SequenceTrace } from './contract.ts';
import type { OwnValues } from './forcing.ts';
import { checkLengths, withoutPadding } from './lengths.ts';

/** Each quantity is (T, B, H) in one buffer; a step's trace is a set of views into them. */
export class UnrolledTrace implements SequenceTrace {
  readonly capacity: number;
  readonly batch: number;
  readonly precision: Precision;
  readonly names: readonly string[];
  steps = 0;
  lengths: readonly number[] | undefined;
  /** What the last forward pass read: padding is zeros. */
  inputs: readonly Matrix[] = [];
  /** What the cell had computed where the last forward pass forced something else. */
  readonly own: OwnValues = new Map();
  readonly sums: Matrix;
  readonly recurrentSums: Matrix;
  readonly #hidden: number;
  readonly #cell: Cell<Trace>;
  readonly #steps: readonly Trace[];
  #initial: States;
  #gradients: { kept: boolean; steps: readonly Trace[] } | null = null;

  constructor(cell: Cell<Trace>, hidden: number, capacity: number, batch: number, precision: Precision) {
    this.#cell = cell;
    this.#hidden = hidden;
    this.capacity = capacity;
    this.batch = batch;
    this.precision = precision;
    this.names = cell.traceNames;
    this.sums = createMatrix(batch, cell.blocks * hidden, precision);
    this.recurrentSums = createMatrix(batch, cell.blocks * hidden, precision);
    this.#steps = this.#allocate(capacity);
    this.#initial = this.zeroStates();
  }

  /** Checks the inputs' shapes, takes over the initial states (copied), the lengths and the number of steps. */
  begin(inputs: readonly Matrix[], { initial, lengths }: ForwardOptions): void {
    if (inputs.length === 0) throw new Error('forward: a sequence has at least one step, none was given');
    if (inputs.length > this.capacity) {
      throw new Error(`forward: ${inputs.length} steps were given, the trace has room for ${this.capacity}`);
    }
    for (const input of inputs) {
      if (input.rows !== this.batch) {
        throw new Error(`forward: an input of ${shapeOf(input)} was given, the batch has ${this.batch} rows`);
      }
    }
    if (lengths) checkLengths(lengths, this.batch, inputs.length);
    this.steps = inputs.length;
    this.own.clear();
    this.lengths = lengths && [...lengths];
    this.inputs = lengths ? withoutPadding(inputs, lengths) : inputs;
    this.#initial = initial ? this.#copyStates(initial) : this.zeroStates();
  }

  stepAt(step: number): Trace {
    return this.#steps[step];
  }

  quantity(name: string, step: number): Matrix {
    if (!(step >= 0 && step < this.steps)) throw new Error(`There is no step ${step + 1}; the run has ${this.steps}`);
    return find(this.#steps[step], name);
  }

  statesBefore(step: number): States {
    return step === 0 ? this.#initial : (this.#steps[step - 1] as States & Trace);
  }

  zeroStates(): States {
    const zeros = () => createMatrix(this.batch, this.#hidden, this.precision);
    return this.#cell.stateNames.includes('cellState')
      ? { hiddenState: zeros(), cellState: zeros() }
      : { hiddenState: zeros() };
  }

  /** Where step t's gradients go: memory of its own when kept, otherwise one step's memory for all. */
  gradientSteps(kept: boolean): (step: number) => Trace {
    if (this.#gradients?.kept !== kept) this.#gradients = { kept, steps: this.#allocate(kept ? this.capacity : 1) };
    const { steps } = this.#gradients;
    return (step) => steps[kept ? step : 0];
  }

  #copyStates(given: States): States {
    const states = this.zeroStates();
    assignMatrix(states.hiddenState, given.hiddenState);
    if (!states.cellState) return states;
    if (!given.cellState) throw new Error('forward: an LSTM needs an initial cell state beside its hidden state');
    assignMatrix(states.cellState, given.cellState);
    return states;
  }

  #allocate(steps: number): readonly Trace[] {
    const sequences = this.#cell.traceNames.map(
      (name) => [name, createSequence(steps, this.batch, this.#hidden, this.precision)] as const,
    );
    return Array.from({ length: steps }, (_, step) =>
      Object.fromEntries(sequences.map(([name, sequence]) => [name, sequence[step]])),
    );
  }
}

/** The matrix of this name. Throws a sentence that lists the names there are. */
export function find(trace: Trace, name: string): Matrix {
  const matrix = trace[name];
  if (!matrix) throw new Error(`There is no quantity called ${name}; there are ${Object.keys(trace).join(', ')}`);
  return matrix;
}
