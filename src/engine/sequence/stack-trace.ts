/**
 * The memory of a stack: one trace for each layer and direction, and what stands between the layers.
 */

import type { States } from '../cells/contract.ts';
import type { Direction, Intervention } from '../interventions.ts';
import { type Matrix, zerosLike } from '../matrix.ts';
import type { SequenceTrace } from './contract.ts';
import { besideEachOther } from './directions.ts';
import { copyRow, finalStates } from './lengths.ts';

/** One direction of one layer. */
export interface LaneTrace {
  readonly direction: Direction;
  /** In the order in which this direction reads: a reverse one from the last step. */
  readonly trace: SequenceTrace;
  /** What the last forward pass read, in that order, and what was forced in it. */
  read: readonly Matrix[];
  interventions: readonly Intervention[] | undefined;
}

/** One layer, all its directions. */
interface LevelTrace {
  readonly lanes: readonly LaneTrace[];
  /** (B, D * H) of each step, directions side by side, before dropout: what the layer above reads. None at the top. */
  output: readonly Matrix[];
  /** What dropout multiplied each step of the output by; null where nothing was dropped. */
  masks: readonly Matrix[] | null;
}

export class StackTrace {
  /** From the bottom up. */
  readonly levels: readonly LevelTrace[];
  steps = 0;
  lengths: readonly number[] | undefined;

  constructor(levels: readonly LevelTrace[]) {
    this.levels = levels;
  }

  /** The top layer's output (B, D * H) at a step counted from 0. */
  output(step: number): Matrix {
    const top = this.levels.length - 1;
    return besideEachOther(
      this.levels[top].lanes.map(({ direction }) => this.quantity('hiddenState', step, top, direction)),
    );
  }

  /** A quantity (B, H) of one layer and direction, at the step of the input that it belongs to. */
  quantity(name: string, step: number, layer = 0, direction: Direction = 'forward'): Matrix {
    this.#checkStep(step);
    const { trace } = this.lane(layer, direction);
    if (direction === 'forward') return trace.quantity(name, step);
    const { lengths } = this;
    if (!lengths) return trace.quantity(name, this.steps - 1 - step);
    const gathered = zerosLike(trace.quantity(name, 0));
    lengths.forEach((length, row) => {
      if (step < length) copyRow(gathered, trace.quantity(name, length - 1 - step), row);
    });
    return gathered;
  }

  /** The states after each row's last step read, as PyTorch orders them: layer 0 forward, layer 0 reverse, layer 1, ... */
  finalStates(): States[] {
    return this.levels.flatMap(({ lanes }) => lanes.map(({ trace }) => finalStates(trace)));
  }

  /** One direction of one layer. Throws a sentence when the stack has none such. */
  lane(layer: number, direction: Direction): LaneTrace {
    const lane = this.levels[layer]?.lanes.find((one) => one.direction === direction);
    if (!lane) throw new Error(`There is no ${direction} layer ${layer + 1}; the stack has ${this.#describe()}`);
    return lane;
  }

  #checkStep(step: number): void {
    if (!(step >= 0 && step < this.steps)) throw new Error(`There is no step ${step + 1}; the run has ${this.steps}`);
  }

  #describe(): string {
    const directions = this.levels[0].lanes.map(({ direction }) => direction).join(' and ');
    return `${this.levels.length} layers, ${directions}`;
  }
}
