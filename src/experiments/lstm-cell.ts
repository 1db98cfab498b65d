/**
 * The numbers of the chapter on the LSTM cell: what single cells do when their gates are held.
 *
 * Measured on the network of the figure: `lstm-reading.ts`.
 */

import type { QuantityName } from '../engine/cells/contract.ts';
import { log, sigmoid, tanh } from '../engine/elementary.ts';
import { uniform } from '../engine/initializers.ts';
import type { Intervention } from '../engine/interventions.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import { createMatrix, createSequence } from '../engine/matrix.ts';
import { createParameters } from '../engine/parameters.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { createUnrolledLayer, layerShapes } from '../engine/sequence/unrolled.ts';
import { gaussianMatrix, largestDifference } from './run.ts';

/** Gates and candidate held at these values at every step. */
export type Held = Partial<Record<'forgetGate' | 'inputGate' | 'candidate' | 'outputGate', number>>;

/** Every gate named, in every unit, at steps `firstStep` to `lastStep` (from 0). */
export function hold(held: Held, firstStep: number, lastStep: number): Intervention[] {
  return Object.entries(held).map(([quantity, value]) => ({
    kind: 'set',
    quantity: quantity as QuantityName,
    unit: 'all',
    firstStep,
    lastStep,
    value,
    row: 'all',
    layer: 0,
    direction: 'forward',
  }));
}

/** c and h of the first of `units` after `steps` steps with the gates held, from a cell state of `start`. */
export function runHeld(held: Held, steps: number, start = 0, units = 1): { cellState: number; hiddenState: number } {
  const { layer, parameters } = freshLstm(1, units, createRandom(1, 'held'));
  const trace = layer.createTrace(steps, 1);
  const initial = { hiddenState: createMatrix(1, units), cellState: createMatrix(1, units) };
  initial.cellState.data.fill(start);
  const inputs = createSequence(steps, 1, 1, 'float64');
  layer.forward(parameters, inputs, trace, { initial, interventions: hold(held, 0, steps - 1) });
  const at = (name: QuantityName) => trace.quantity(name, steps - 1).data[0];
  return { cellState: at('cellState'), hiddenState: at('hiddenState') };
}

/** The share of the cell state left after `steps` steps of a forget gate at `forgetGate` and a shut input gate. */
export function shareLeft(forgetGate: number, steps: number, units = 1): number {
  return runHeld({ forgetGate, inputGate: 0 }, steps, 1, units).cellState;
}

/** Steps until half is left: ln 0.5 / ln f. */
export function halfLife(forgetGate: number): number {
  return log(0.5) / log(forgetGate);
}

/** Where a gate with this bias stands at zero input. */
export function gateAtRest(bias: number): number {
  return sigmoid(bias);
}

/** Squash after the gate, the order the cell does not use: tanh(o c). */
export function gateThenSquash(outputGate: number, cellState: number): number {
  return tanh(outputGate * cellState);
}

/** Smallest and largest value of each block over `steps` steps of a fresh LSTM of 8 units on Gaussian inputs. */
export function blockRanges(steps: number): Record<string, { lowest: number; highest: number }> {
  const random = createRandom(1, 'ranges');
  const { layer, parameters } = freshLstm(8, 8, random);
  const inputs = Array.from({ length: steps }, () => gaussianMatrix(1, 8, 1, random));
  const trace = layer.createTrace(steps, 1);
  layer.forward(parameters, inputs, trace);
  return Object.fromEntries(
    ['inputGate', 'forgetGate', 'outputGate', 'candidate'].map((name) => {
      const values = inputs.flatMap((_, step) => [...trace.quantity(name, step).data]);
      return [name, { lowest: Math.min(...values), highest: Math.max(...values) }];
    }),
  );
}

/** How far the three gates and the candidate move when the cell state before the step is another. */
export function gatesSeeCell(): number {
  const random = createRandom(1, 'peepholes');
  const { layer, parameters } = freshLstm(8, 8, random);
  const inputs = [gaussianMatrix(1, 8, 1, random)];
  const hiddenState = gaussianMatrix(1, 8, 0.5, random);
  const [left, right] = [0, 3].map((deviation) => {
    const trace = layer.createTrace(1, 1);
    const cellState = gaussianMatrix(1, 8, deviation, random);
    layer.forward(parameters, inputs, trace, { initial: { hiddenState, cellState } });
    return trace;
  });
  const moved = ['inputGate', 'forgetGate', 'candidate', 'outputGate'].map((name) =>
    largestDifference(left.quantity(name, 0), right.quantity(name, 0)),
  );
  return Math.max(...moved);
}

/** The smallest c (to 0.001) whose tanh is exactly 1 in 32-bit numbers. */
export function firstTanhOfOne(): number {
  let c = 0;
  while (Math.fround(tanh(c)) < 1) c += 0.001;
  return c;
}

/**
 * Correlation, over random weights, between the sums inside the input gate and inside a candidate: one with weights of
 * its own, or one made of the gates' weights as S4-E8 prints it. Input and state of size 4; biases included.
 */
export function candidateCorrelation(weights: 'own' | 'tied', draws = 20000): number {
  const random = createRandom(1, 'candidate');
  const size = 4;
  const gates: number[] = [];
  const candidates: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const row = () => Array.from({ length: size + 1 }, () => random.gaussian());
    const x = [...Array.from({ length: size }, () => random.gaussian()), 1];
    const h = [...Array.from({ length: size }, () => random.gaussian()), 1];
    const [inputGateOnInput, inputGateOnState, forgetGateOnInput, ownOnInput, ownOnState] = [
      row(),
      row(),
      row(),
      row(),
      row(),
    ];
    gates.push(dot(inputGateOnInput, x) + dot(inputGateOnState.slice(0, size), h));
    candidates.push(
      weights === 'tied'
        ? dot(inputGateOnInput, x) + dot(forgetGateOnInput, h)
        : dot(ownOnInput, x) + dot(ownOnState.slice(0, size), h),
    );
  }
  return correlation(gates, candidates);
}

/** An LSTM layer as PyTorch starts it: everything uniform within 1 / sqrt H. */
function freshLstm(inputSize: number, hiddenSize: number, random: Random) {
  const description = { cell: 'lstm', inputSize, hiddenSize, bias: true } as const;
  const parameters = createParameters(layerShapes(description));
  for (const { name } of parameters.shapes) uniform(parameters.get(name), 1 / Math.sqrt(hiddenSize), random);
  return { layer: createUnrolledLayer(description, referenceKernels), parameters };
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const [meanLeft, meanRight] = [mean(left), mean(right)];
  const covariance = (a: readonly number[], meanA: number, b: readonly number[], meanB: number) =>
    mean(a.map((value, k) => (value - meanA) * (b[k] - meanB)));
  const together = covariance(left, meanLeft, right, meanRight);
  const apart = covariance(left, meanLeft, left, meanLeft) * covariance(right, meanRight, right, meanRight);
  return together / Math.sqrt(apart);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, k) => sum + value * right[k], 0);
}
