/**
 * Training as in 1997: sequences one at a time, an update after each, plain gradient steps, until the network has been
 * right for a long while.
 *
 * Source: `hochreiter1997`, section 5. Losses are half the sum of squared errors at the last step of a sequence.
 */

import {
  createLstm1997State,
  type Lstm1997Description,
  lstm1997Backward,
  lstm1997Forward,
  lstm1997Shapes,
  resetLstm1997,
} from '../engine/cells/lstm-1997.ts';
import { uniform } from '../engine/initializers.ts';
import { createParameters, type Parameters } from '../engine/parameters.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { ORDER_SYMBOLS, orderSequence } from '../tasks/order.ts';
import { ORDER_6A_PLACES } from '../tasks/order-6a.ts';

/** One sequence: I numbers per step, and O wanted at the last. */
interface OriginalSequence {
  readonly inputs: readonly ArrayLike<number>[];
  readonly target: ArrayLike<number>;
}

/** An experiment of the paper: the network, its beginning, and when it counts as learned. */
interface OriginalExperiment {
  readonly network: Lstm1997Description;
  readonly learningRate: number;
  /** Weights begin uniform in plus and minus this. */
  readonly range: number;
  /** Biases that a block's gates begin with, one per block; uniform like the weights when absent. */
  readonly inputGateBiases?: readonly number[];
  readonly outputGateBiases?: readonly number[];
  /** A sequence is right when every output is closer than this to its target. */
  readonly closeEnough: number;
  /** Learned: the last `rightInARow` sequences all right, with a mean absolute error below `meanError`. */
  readonly rightInARow: number;
  readonly meanError: number;
  sample(random: Random): OriginalSequence;
}

const symbols = ORDER_SYMBOLS.map((_, k) => ORDER_SYMBOLS.map((__, column) => (column === k ? 1 : 0)));
const classes = [0, 1, 2, 3].map((answer) => [0, 1, 2, 3].map((k) => (k === answer ? 1 : 0)));

/** Experiment 6a, temporal order: 2 blocks of 2 cells, 156 weights. The paper needed 31,390 sequences. */
export const ORDER_6A_ORIGINAL: OriginalExperiment = {
  network: { inputSize: 8, blocks: 2, cellsPerBlock: 2, outputSize: 4 },
  learningRate: 0.5,
  range: 0.1,
  inputGateBiases: [-2, -4],
  closeEnough: 0.3,
  rightInARow: 2000,
  meanError: 0.1,
  sample: (random) => {
    const sequence = orderSequence(random, ORDER_6A_PLACES);
    return { inputs: sequence.symbols.map((symbol) => symbols[symbol]), target: classes[sequence.answer] };
  },
};

export interface OriginalReport {
  /** Sequences shown so far, this one included. */
  readonly sequences: number;
  /** Mean over the outputs of |output - target|, before the update. */
  readonly error: number;
  readonly isRight: boolean;
  /** Sequences right in a row up to this one, `experiment.rightInARow` at most. */
  readonly rightInARow: number;
  readonly isLearned: boolean;
}

export interface OriginalTraining {
  readonly parameters: Parameters;
  /** Shows one new sequence and learns from it. */
  advance(): OriginalReport;
  /** Whether one fresh sequence after the other, from a seed that training never uses, comes out right. */
  createTest(): () => boolean;
  /** How many of `count` such sequences come out wrong. */
  countWrong(count: number): number;
}

/** A training at its beginning; `seed` decides weights and sequences. */
export function createOriginalTraining(experiment: OriginalExperiment, seed: number): OriginalTraining {
  const { network, learningRate, closeEnough, rightInARow, meanError, sample } = experiment;
  const parameters = createParameters(lstm1997Shapes(network));
  const gradients = createParameters(parameters.shapes);
  const state = createLstm1997State(network);
  const examples = createRandom(seed, 'examples');
  initialize(parameters, experiment, createRandom(seed, 'weights'));
  const recent: number[] = []; // errors of right sequences in a row, the last rightInARow of them
  let sequences = 0;
  let recentSum = 0;

  const answer = ({ inputs }: OriginalSequence) => {
    resetLstm1997(state);
    for (const input of inputs) lstm1997Forward(network, parameters, state, input);
    return state.output;
  };
  const errorsOf = (sequence: OriginalSequence) =>
    Array.from(answer(sequence), (output, k) => output - sequence.target[k]);
  const isRightWith = (errors: readonly number[]) => errors.every((error) => Math.abs(error) < closeEnough);
  const createTest = () => {
    const random = createRandom(seed, 'test');
    return () => isRightWith(errorsOf(sample(random)));
  };

  return {
    parameters,
    advance: () => {
      // Half the sum of squares: the gradient of an output is its error.
      const errors = errorsOf(sample(examples));
      gradients.data.fill(0);
      lstm1997Backward(network, parameters, gradients, state, errors);
      for (let k = 0; k < gradients.data.length; k += 1) parameters.data[k] -= learningRate * gradients.data[k];

      sequences += 1;
      const error = errors.reduce((sum, one) => sum + Math.abs(one), 0) / errors.length;
      const isRight = isRightWith(errors);
      if (!isRight) [recent.length, recentSum] = [0, 0];
      else {
        recent.push(error);
        recentSum += error;
        if (recent.length > rightInARow) recentSum -= recent.shift() as number;
      }
      const isLearned = recent.length === rightInARow && recentSum / rightInARow < meanError;
      return { sequences, error, isRight, rightInARow: recent.length, isLearned };
    },
    createTest,
    countWrong: (count) => {
      const isNextRight = createTest();
      let wrong = 0;
      for (let k = 0; k < count; k += 1) if (!isNextRight()) wrong += 1;
      return wrong;
    },
  };
}

function initialize(parameters: Parameters, experiment: OriginalExperiment, random: Random): void {
  for (const { name } of parameters.shapes) uniform(parameters.get(name), experiment.range, random);
  const setBiases = (name: string, biases: readonly number[] | undefined) => {
    const { data, columns } = parameters.get(name);
    for (const [block, bias] of (biases ?? []).entries()) data[block * columns + columns - 1] = bias;
  };
  setBiases('inputGates', experiment.inputGateBiases);
  setBiases('outputGates', experiment.outputGateBiases);
}
