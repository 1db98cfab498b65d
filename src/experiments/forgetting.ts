/**
 * Why a network forgot: what is left of a small change of its state, some steps before the end, by the gates alone and
 * measured whole.
 *
 * Each cell carries a state from step to step and scales it on the way: an LSTM its cell state c, by the forget gate; a
 * GRU its hidden state h, by the update gate (z of PyTorch, which keeps); a plain RNN its hidden state, by the slope of
 * tanh, 1 - h^2, after a matrix. From step t to the last the factors of steps t + 1 .. T are multiplied: that is the
 * *road*, what would be left if nothing else depended on the state. Everything else does: the *Jacobian* is the whole
 * derivative, of the carried state at T by the carried state at t, through gates, candidates and matrices.
 *
 * Letters: T steps, H units, R rows (sequences).
 */

import type { CellKind, StateName } from '../engine/cells/contract.ts';
import { exp, log } from '../engine/elementary.ts';
import { createMatrix, type Matrix } from '../engine/matrix.ts';
import type { Network, NetworkTrace } from '../engine/network.ts';
import { createParameters, type Parameters } from '../engine/parameters.ts';
import { createRandom } from '../engine/random.ts';
import type { SequenceTrace } from '../engine/sequence/contract.ts';
import { BLOCKS } from '../engine/sequence/unrolled.ts';
import type { Task } from '../tasks/contract.ts';
import { firstRows } from './first-rows.ts';
import { backFromLastAnswer, relativeToLast, topLayer } from './last-answer.ts';

export type RoadName = 'forgetGate' | 'updateGate' | 'slope';

/** Every list is one number per step, t = 1 .. T, and 1 at the last. */
export interface Forgetting {
  readonly cell: CellKind;
  readonly steps: number;
  readonly units: number;
  readonly road: RoadName;
  /** Product of the factors: geometric mean over units and rows. */
  readonly typical: Float64Array<ArrayBuffer>;
  /** The same for the unit that keeps most from the first step on: geometric mean over rows. */
  readonly best: Float64Array<ArrayBuffer>;
  /** Its number, from 0. */
  readonly bestUnit: number;
  /** Frobenius norm of the Jacobian of the carried state over that of the identity, root mean square over rows. */
  readonly jacobian: Float64Array<ArrayBuffer>;
  /** The same of dh_T/dh_t; only where it is another one: in an LSTM. */
  readonly hiddenJacobian: Float64Array<ArrayBuffer> | null;
  /** |dL/dh_t| of the last answer's loss, for one unit of it at T. */
  readonly gradient: Float64Array<ArrayBuffer>;
}

/** Rows x steps x H cubed x blocks: what is measured within seconds; a network that needs more reads fewer sequences. */
const MOST_WORK = 1e8;

/** Measures on one sequence for each way the clue can be, decided by `seed`. Looks at the top layer. */
export function measureForgetting(network: Network, parameters: Parameters, task: Task, seed: number): Forgetting {
  const { cell, hiddenSize } = network.description;
  const all = task.contrast(createRandom(seed, 'forgetting'), 1);
  const batch = firstRows(all, Math.floor(MOST_WORK / (all.inputs.length * hiddenSize ** 3 * BLOCKS[cell])));
  const { trace, back } = backFromLastAnswer(network, parameters, batch);
  const { layer } = trace;
  const products = roadProducts(network, layer);
  const atFirst = meanOverRows(products[0], layer.batch);
  const bestUnit = atFirst.indexOf(Math.max(...atFirst));
  const carried: StateName = cell === 'lstm' ? 'cellState' : 'hiddenState';
  const hasTwo = carried === 'cellState';
  return {
    cell,
    steps: layer.steps,
    units: hiddenSize,
    road: roadOf(cell),
    typical: Float64Array.from(products, (product) => geometricMean(product.data)),
    best: Float64Array.from(products, (product) => meanOverRows(product, layer.batch)[bestUnit]),
    bestUnit,
    jacobian: jacobianNorms(network, parameters, trace, carried),
    hiddenJacobian: hasTwo ? jacobianNorms(network, parameters, trace, 'hiddenState') : null,
    gradient: Float64Array.from(relativeToLast(back.hiddenNorms)),
  };
}

function roadOf(cell: CellKind): RoadName {
  if (cell === 'rnn') return 'slope';
  return cell === 'lstm' ? 'forgetGate' : 'updateGate';
}

/** For t = 1 .. T: the product (R, H) of the factors of steps t + 1 .. T, multiplied from the last backwards. */
export function roadProducts(network: Network, layer: SequenceTrace): Matrix[] {
  const products: Matrix[] = [];
  const { rows, columns } = layer.quantity('hiddenState', 0);
  let later = createMatrix(rows, columns);
  later.data.fill(1);
  for (let step = layer.steps - 1; step >= 0; step -= 1) {
    products[step] = later;
    const factor = factorAt(network, layer, step);
    const product = createMatrix(rows, columns);
    for (let k = 0; k < product.data.length; k += 1) product.data[k] = later.data[k] * factor(k);
    later = product;
  }
  return products;
}

/** What the step multiplies the state before it by, for each row and unit. */
function factorAt({ description }: Network, layer: SequenceTrace, step: number): (k: number) => number {
  const road = roadOf(description.cell);
  if (road === 'slope') {
    const { data } = layer.quantity('hiddenState', step);
    const isRelu = description.nonlinearity === 'relu' || description.variant?.candidate === 'relu';
    return isRelu ? (k) => (data[k] > 0 ? 1 : 0) : (k) => 1 - data[k] * data[k];
  }
  const { data } = layer.quantity(road, step);
  return description.variant?.update === 'takes' ? (k) => 1 - data[k] : (k) => data[k];
}

/**
 * From the H unit vectors, each sent back from the last step as if it were a gradient: column by column the whole
 * derivative. The squares of all norms add up to the squared Frobenius norm, over all rows.
 */
export function jacobianNorms(
  network: Network,
  parameters: Parameters,
  trace: NetworkTrace,
  state: StateName,
): Float64Array<ArrayBuffer> {
  const { steps, batch } = trace.layer;
  const { hiddenSize } = network.description;
  const squares = new Float64Array(steps);
  const top = topLayer(network);
  const gradients = createParameters(network.shapes);
  for (let unit = 0; unit < hiddenSize; unit += 1) {
    const one = createMatrix(batch, hiddenSize);
    for (let row = 0; row < batch; row += 1) one.data[row * hiddenSize + unit] = 1;
    const dFinal = Array.from({ length: top + 1 }, (_, layer) => (layer === top ? { [state]: one } : undefined));
    const back = network.stack.backward(parameters, gradients, trace.stack, () => null, { dFinal });
    const { hiddenNorms, cellNorms } = back.lane(top, 'forward');
    const norms = state === 'cellState' ? cellNorms : hiddenNorms;
    for (let step = 0; step < steps; step += 1) squares[step] += norms[step] * norms[step];
  }
  return squares.map((sum) => Math.sqrt(sum / (batch * hiddenSize)));
}

/** For each unit, the geometric mean over rows; 0 as soon as one is 0. */
function meanOverRows({ data, columns }: Matrix, rows: number): number[] {
  return Array.from({ length: columns }, (_, unit) =>
    geometricMean(Float64Array.from({ length: rows }, (__, row) => data[row * columns + unit])),
  );
}

function geometricMean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) sum += log(values[k]);
  return exp(sum / values.length);
}
