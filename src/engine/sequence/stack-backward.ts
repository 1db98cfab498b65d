/**
 * Backpropagation through a stack: from the top layer down, in each layer through every direction.
 *
 * Letters: B batch, T time, I input size, H hidden size, D directions of a layer.
 */

import type { States } from '../cells/contract.ts';
import type { Direction } from '../interventions.ts';
import { applyMask } from '../layers/dropout.ts';
import { copyMatrix, type Matrix, zerosLike } from '../matrix.ts';
import type { Parameters } from '../parameters.ts';
import type { BackwardTrace } from './contract.ts';
import { partOf, reversed } from './directions.ts';
import { addRows } from './lengths.ts';
import type { Lane } from './stack.ts';
import type { LaneTrace, StackTrace } from './stack-trace.ts';

export interface StackBackwardOptions {
  /** Gradients of the final states, in the order of `finalStates`, on top of what the outputs get. */
  readonly dFinal?: readonly (Partial<States> | undefined)[] | undefined;
  readonly keepGradients?: boolean;
  readonly wantsInputGradient?: boolean;
}

export interface StackBackward {
  /** dL/dx_t (B, I) at a step; only when asked for. */
  inputGradient(step: number): Matrix;
  /** dL/dh_0 and dL/dc_0 of every layer and direction, in the order of the initial states. */
  readonly dInitial: readonly States[];
  /** What the backward pass of one layer and direction left behind, steps in the order in which that direction reads. */
  lane(layer: number, direction: Direction): BackwardTrace;
}

/** A gradient for each step, null where there is none. */
type StepGradients = readonly (Matrix | null)[];

export function stackBackward(
  levels: readonly (readonly Lane[])[],
  parameters: Parameters,
  gradients: Parameters,
  trace: StackTrace,
  dOutput: (step: number) => Matrix | null,
  options: StackBackwardOptions,
): StackBackward {
  const backs: BackwardTrace[][] = [];
  let asked: StepGradients = fromTheLast(trace.steps, dOutput);
  for (let depth = levels.length - 1; depth >= 0; depth -= 1) {
    const { lanes, masks } = trace.levels[depth];
    if (masks) asked = asked.map((gradient, step) => gradient && unmasked(gradient, masks[step]));
    const wantsInputGradient = depth > 0 || (options.wantsInputGradient ?? false);
    const place = depth * lanes.length;
    backs[depth] = lanes.map((lane, k) => {
      const dFinal = options.dFinal?.[place + k];
      const own = inReadingOrder(asked, lane, k, lanes.length, trace);
      const dHidden = withFinal(own, dFinal?.hiddenState, trace);
      const { interventions, read } = lane;
      const settings = {
        dFinalCell: dFinal?.cellState,
        interventions,
        keepGradients: options.keepGradients ?? false,
        wantsInputGradient,
      };
      const { layer } = levels[depth][k];
      return layer.backward(parameters, gradients, read, lane.trace, (step) => dHidden[step], settings);
    });
    if (wantsInputGradient) asked = summedInputGradients(backs[depth], lanes, trace);
  }
  return new StackGradients(trace, backs, options.wantsInputGradient ? (asked as readonly Matrix[]) : null);
}

class StackGradients implements StackBackward {
  readonly #trace: StackTrace;
  readonly #backs: readonly (readonly BackwardTrace[])[];
  readonly #dInputs: readonly Matrix[] | null;

  constructor(trace: StackTrace, backs: readonly (readonly BackwardTrace[])[], dInputs: readonly Matrix[] | null) {
    this.#trace = trace;
    this.#backs = backs;
    this.#dInputs = dInputs;
  }

  inputGradient(step: number): Matrix {
    if (!this.#dInputs) throw new Error('backward: ask with wantsInputGradient to read the gradient of the inputs');
    return this.#dInputs[step];
  }

  /** Read when asked for: of compiled code they are copies. */
  get dInitial(): States[] {
    return this.#backs.flatMap((level) => level.map(({ dInitial }) => dInitial));
  }

  lane(layer: number, direction: Direction): BackwardTrace {
    return this.#backs[layer][this.#trace.levels[layer].lanes.indexOf(this.#trace.lane(layer, direction))];
  }
}

/** Asked in the order in which the layers walk back, so that a readout's gradients add up in the same order, bit for bit. */
function fromTheLast(steps: number, dOutput: (step: number) => Matrix | null): StepGradients {
  const asked = new Array<Matrix | null>(steps).fill(null);
  for (let step = steps - 1; step >= 0; step -= 1) asked[step] = dOutput(step);
  return asked;
}

/** Direction k's part of the gradients, turned round where it reads from the end. */
function inReadingOrder(
  asked: StepGradients,
  { direction, trace }: LaneTrace,
  k: number,
  count: number,
  { lengths }: StackTrace,
): StepGradients {
  const own = count === 1 ? asked : asked.map((gradient) => gradient && partOf(gradient, k, count));
  if (direction === 'forward') return own;
  if (!lengths) return [...own].reverse();
  const zeros = zerosLike(trace.quantity('hiddenState', 0));
  const whole = own.map((gradient) => gradient ?? zeros);
  return reversed(whole, lengths);
}

/** The gradient of a final hidden state belongs to the step that a row read last. */
function withFinal(asked: StepGradients, dFinal: Matrix | undefined, { steps, lengths }: StackTrace): StepGradients {
  if (!dFinal) return asked;
  return asked.map((gradient, step) => {
    const isLast = (row: number) => step === (lengths?.[row] ?? steps) - 1;
    const sum = gradient ? copyMatrix(gradient) : zerosLike(dFinal);
    addRows(sum, dFinal, isLast);
    return sum;
  });
}

/** dL/dx_t of a layer: all its directions have read the same input. */
function summedInputGradients(
  backs: readonly BackwardTrace[],
  lanes: readonly LaneTrace[],
  { steps, lengths }: StackTrace,
): Matrix[] {
  const parts = backs.map((back, k) => {
    const own = Array.from({ length: steps }, (_, step) => back.inputGradient(step));
    return lanes[k].direction === 'forward' ? own : reversed(own, lengths);
  });
  return parts[0].map((first, step) => {
    const sum = copyMatrix(first);
    for (const part of parts.slice(1)) addRows(sum, part[step], () => true);
    return sum;
  });
}

function unmasked(gradient: Matrix, mask: Matrix): Matrix {
  const out = zerosLike(gradient);
  applyMask(out, gradient, mask);
  return out;
}
