/**
 * How much a state matters to a query, as one number per row: the scores that attention shares itself out by.
 *
 *   uniform    0                                 every state alike: attention becomes the mean
 *   linear     w . h_s                           what the state itself says, no query
 *   dot        q . h_s                           Luong, Pham and Manning (2015)
 *   additive   v . tanh(W_q q + W_h h_s)         Bahdanau, Cho and Bengio (2015)
 *
 * Letters: B batch, T time, H size of states and query, A size of the additive score's inner layer.
 */

import { tanh } from '../elementary.ts';
import type { Kernels } from '../kernels/contract.ts';
import { copyMatrix, createMatrix, type Matrix, precisionOf, zerosLike } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';

export type AttentionKind = 'uniform' | 'linear' | 'dot' | 'additive';

export interface AttentionDescription {
  readonly kind: AttentionKind;
  /** H. */
  readonly size: number;
  /** A; H when absent. */
  readonly innerSize?: number;
}

interface Scorer {
  readonly shapes: readonly ParameterShape[];
  /** The scores (B, T) of T states (B, H). */
  forward(parameters: Parameters, query: Matrix, states: readonly Matrix[]): Matrix;
  /** From dScores (B, T): adds to the gradients of parameters, query and states. */
  backward(
    parameters: Parameters,
    gradients: Parameters,
    query: Matrix,
    states: readonly Matrix[],
    dScores: Matrix,
    dQuery: Matrix,
    dStates: readonly Matrix[],
  ): void;
}

export function createScorer(description: AttentionDescription, kernels: Kernels, prefix: string): Scorer {
  const { kind, size } = description;
  if (kind === 'uniform') return uniform;
  if (kind === 'linear') return linear(size, prefix);
  if (kind === 'dot') return dot;
  return additive(size, description.innerSize ?? size, kernels, prefix);
}

const uniform: Scorer = {
  shapes: [],
  forward: (_, query, states) => createMatrix(query.rows, states.length, precisionOf(query)),
  backward: () => {},
};

const dot: Scorer = {
  shapes: [],
  forward: (_, query, states) => scored(query, states, (row, step) => rowDot(query, row, states[step], row)),
  backward: (_, __, query, states, dScores, dQuery, dStates) => {
    forEachScore(dScores, (row, step, dScore) => {
      addRow(dQuery, row, states[step], row, dScore);
      addRow(dStates[step], row, query, row, dScore);
    });
  },
};

function linear(size: number, prefix: string): Scorer {
  const name = `${prefix}weight`;
  return {
    shapes: [{ name, shape: [size] }],
    forward: (parameters, query, states) =>
      scored(query, states, (row, step) => rowDot(parameters.get(name), 0, states[step], row)),
    backward: (parameters, gradients, _, states, dScores, __, dStates) => {
      forEachScore(dScores, (row, step, dScore) => {
        addRow(gradients.get(name), 0, states[step], row, dScore);
        addRow(dStates[step], row, parameters.get(name), 0, dScore);
      });
    },
  };
}

function additive(size: number, innerSize: number, kernels: Kernels, prefix: string): Scorer {
  const [ofQuery, ofState, out] = ['weight_query', 'weight_state', 'weight_score'].map((name) => `${prefix}${name}`);

  /** tanh(W_q q + W_h h_s), (B, A), of each step. */
  const innerLayers = (parameters: Parameters, query: Matrix, states: readonly Matrix[]) => {
    const asked = createMatrix(query.rows, innerSize, precisionOf(query));
    kernels.multiplyTransposed(asked, query, parameters.get(ofQuery), 'replace');
    return states.map((state) => {
      const inner = copyMatrix(asked);
      kernels.multiplyTransposed(inner, state, parameters.get(ofState), 'add');
      for (let k = 0; k < inner.data.length; k += 1) inner.data[k] = tanh(inner.data[k]);
      return inner;
    });
  };

  return {
    shapes: [
      { name: ofQuery, shape: [innerSize, size] },
      { name: ofState, shape: [innerSize, size] },
      { name: out, shape: [innerSize] },
    ],
    forward: (parameters, query, states) => {
      const inner = innerLayers(parameters, query, states);
      return scored(query, states, (row, step) => rowDot(parameters.get(out), 0, inner[step], row));
    },
    // The inner layers are computed again rather than kept: they are T times as large as what they lead to.
    backward: (parameters, gradients, query, states, dScores, dQuery, dStates) => {
      const v = parameters.get(out).data;
      const dV = gradients.get(out).data;
      for (const [step, inner] of innerLayers(parameters, query, states).entries()) {
        const dInner = zerosLike(inner);
        for (let k = 0; k < inner.data.length; k += 1) {
          const dScore = dScores.data[Math.floor(k / innerSize) * states.length + step];
          dV[k % innerSize] += dScore * inner.data[k];
          dInner.data[k] = dScore * v[k % innerSize] * (1 - inner.data[k] * inner.data[k]);
        }
        kernels.transposedMultiply(gradients.get(ofQuery), dInner, query, 'add');
        kernels.transposedMultiply(gradients.get(ofState), dInner, states[step], 'add');
        kernels.multiply(dQuery, dInner, parameters.get(ofQuery), 'add');
        kernels.multiply(dStates[step], dInner, parameters.get(ofState), 'add');
      }
    },
  };
}

function scored(query: Matrix, states: readonly Matrix[], score: (row: number, step: number) => number): Matrix {
  const scores = createMatrix(query.rows, states.length, precisionOf(query));
  for (let row = 0; row < query.rows; row += 1) {
    for (let step = 0; step < states.length; step += 1) scores.data[row * states.length + step] = score(row, step);
  }
  return scores;
}

function forEachScore(dScores: Matrix, visit: (row: number, step: number, dScore: number) => void): void {
  dScores.data.forEach((dScore, k) => {
    visit(Math.floor(k / dScores.columns), k % dScores.columns, dScore);
  });
}

/** Row `leftRow` of one matrix times row `rightRow` of the other. */
export function rowDot(left: Matrix, leftRow: number, right: Matrix, rightRow: number): number {
  const { columns } = left;
  let sum = 0;
  for (let k = 0; k < columns; k += 1) sum += left.data[leftRow * columns + k] * right.data[rightRow * columns + k];
  return sum;
}

/** Adds `factor` times a row of `source` to a row of `target`. */
export function addRow(target: Matrix, targetRow: number, source: Matrix, sourceRow: number, factor: number): void {
  const { columns } = target;
  for (let k = 0; k < columns; k += 1) {
    target.data[targetRow * columns + k] += factor * source.data[sourceRow * columns + k];
  }
}
