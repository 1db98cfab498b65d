/**
 * Attention over hidden states: a weighted mean of the states of all steps, the weights decided by how well each state
 * answers a query.
 *
 *   a_s = softmax over s of score(q, h_s)      one weight per step; they sum to 1 over time, for each row by itself
 *   context = sum over s of a_s h_s
 *
 * Letters: B batch, T time, H size of states and query. The scores are in attention-scores.ts.
 */

import type { Kernels } from '../kernels/contract.ts';
import { softmax, softmaxBackward } from '../losses.ts';
import { type Matrix, zerosLike } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';
import { type AttentionDescription, addRow, createScorer, rowDot } from './attention-scores.ts';

/** Which steps (from 0) a row may look at: a window for local attention, a row's own length, the past only. */
export type Visible = (row: number, step: number) => boolean;

interface AttentionTrace {
  /** (B, T), from 0 up; each row sums to 1, or is 0 throughout where it may look at nothing. */
  readonly weights: Matrix;
  /** (B, H). */
  readonly context: Matrix;
}

interface AttentionGradients {
  readonly dQuery: Matrix; // (B, H)
  readonly dStates: readonly Matrix[]; // T times (B, H)
}

interface Attention {
  readonly description: AttentionDescription;
  readonly shapes: readonly ParameterShape[];
  /** From a query (B, H) and T states (B, H); every step is visible unless told otherwise. */
  forward(parameters: Parameters, query: Matrix, states: readonly Matrix[], visible?: Visible): AttentionTrace;
  /** From dContext (B, H): adds to the parameters' gradients. */
  backward(
    parameters: Parameters,
    gradients: Parameters,
    query: Matrix,
    states: readonly Matrix[],
    trace: AttentionTrace,
    dContext: Matrix,
  ): AttentionGradients;
}

export function createAttention(description: AttentionDescription, kernels: Kernels, prefix = 'attention.'): Attention {
  const scorer = createScorer(description, kernels, prefix);
  return {
    description,
    shapes: scorer.shapes,
    forward: (parameters, query, states, visible = () => true) => {
      const weights = shareOut(scorer.forward(parameters, query, states), visible);
      const context = zerosLike(query);
      forEachWeight(weights, (row, step, weight) => addRow(context, row, states[step], row, weight));
      return { weights, context };
    },
    backward: (parameters, gradients, query, states, { weights }, dContext) => {
      const dStates = states.map(zerosLike);
      const dWeights = zerosLike(weights);
      forEachWeight(weights, (row, step, weight) => {
        addRow(dStates[step], row, dContext, row, weight);
        dWeights.data[row * states.length + step] = rowDot(dContext, row, states[step], row);
      });
      const dScores = zerosLike(weights);
      softmaxBackward(dScores, weights, dWeights);
      const dQuery = zerosLike(query);
      scorer.backward(parameters, gradients, query, states, dScores, dQuery, dStates);
      return { dQuery, dStates };
    },
  };
}

/** The softmax of each row over the steps it may look at; 0 for all others. */
function shareOut(scores: Matrix, visible: Visible): Matrix {
  const weights = zerosLike(scores);
  const { rows, columns: steps } = scores;
  forEachWeight(scores, (row, step) => {
    if (!visible(row, step)) scores.data[row * steps + step] = -Infinity;
  });
  softmax(weights, scores);
  for (let row = 0; row < rows; row += 1) {
    const own = scores.data.subarray(row * steps, (row + 1) * steps);
    if (own.every((score) => score === -Infinity)) weights.data.fill(0, row * steps, (row + 1) * steps);
  }
  return weights;
}

function forEachWeight(weights: Matrix, visit: (row: number, step: number, weight: number) => void): void {
  weights.data.forEach((weight, k) => {
    visit(Math.floor(k / weights.columns), k % weights.columns, weight);
  });
}
