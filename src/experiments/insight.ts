/**
 * A look inside a network as it stands, trained or not: how far the gradient of its last answer comes back, what its
 * gates do at each step, and what it answers on one sequence.
 *
 * All of it on sequences that a seed decides and no training sees: the same for every network of the task.
 *
 * Letters: B rows, T steps, H units.
 */

import { softmax } from '../engine/losses.ts';
import { createMatrix, type Matrix, type Precision } from '../engine/matrix.ts';
import type { Network, NetworkTrace } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';
import { createRandom } from '../engine/random.ts';
import type { Contrast, Question, Task } from '../tasks/contract.ts';
import { isRightClass } from '../training/tally.ts';
import { backFromLastAnswer, relativeToLast } from './last-answer.ts';

/** Gates in the order in which they are shown; a network has those of its cell. */
const GATES = ['forgetGate', 'inputGate', 'outputGate', 'updateGate', 'resetGate'] as const;
export type GateName = (typeof GATES)[number];

/** Rows of the batch, about: enough for a steady mean, few enough to look while it trains. */
const ROWS = 4;

export interface GateActivity {
  readonly name: GateName;
  /** Mean over the rows, for each step and unit, (T, H), step by step. In [0, 1]. */
  readonly units: Float32Array<ArrayBuffer>;
  /** Mean over rows and units, for each step. */
  readonly mean: Float32Array<ArrayBuffer>;
  /** Standard deviation over rows and units, for each step. */
  readonly spread: Float32Array<ArrayBuffer>;
}

/** What the network says at a step, and what would be right. */
export interface Answered {
  /** From 0. */
  readonly step: number;
  /** As people read it: the sign of a class, or null where a number is asked for. */
  readonly said: string | null;
  readonly right: string | null;
  /** The probability of the class said; where a number is asked for, the number. */
  readonly value: number;
  /** The probability of the right class, or the right number. */
  readonly rightValue: number;
  readonly isRight: boolean;
}

export interface Insight {
  readonly steps: number;
  readonly units: number;
  /** |dL/dh_t| (root mean square over the rows) for one unit of it at the last step, t = 1 .. T. */
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly gates: readonly GateActivity[];
  /** One sequence: a sign per step, the steps that matter, and every answer that counts. */
  readonly signs: readonly string[];
  readonly marked: readonly number[];
  readonly answers: readonly Answered[];
}

/** Looks into the top layer on the sequences that `seed` decides. */
export function lookInside(
  network: Network,
  parameters: Parameters,
  task: Task,
  seed: number,
  precision: Precision = 'float64',
): Insight {
  const batch = heldOutBatch(task, seed);
  const { trace, back } = backFromLastAnswer(network, parameters, batch, precision);
  return {
    steps: batch.inputs.length,
    units: network.description.hiddenSize,
    gradient: Float64Array.from(relativeToLast(back.hiddenNorms)),
    gates: GATES.filter((name) => trace.layer.names.includes(name)).map((name) => activityOf(name, trace)),
    signs: batch.shown.signs,
    marked: batch.shown.marked,
    answers: answersTo(batch, network, parameters, trace, task),
  };
}

/** A few sequences of one length, each clue as often as every other. */
export function heldOutBatch(task: Task, seed: number): Contrast {
  const { groups } = task.contrast(createRandom(seed, 'inside'), 1);
  return task.contrast(createRandom(seed, 'inside'), Math.max(1, Math.floor(ROWS / groups)));
}

function activityOf(name: GateName, { layer }: NetworkTrace): GateActivity {
  const { rows, columns } = layer.quantity(name, 0);
  const units = new Float32Array(layer.steps * columns);
  const mean = new Float32Array(layer.steps);
  const spread = new Float32Array(layer.steps);
  for (let step = 0; step < layer.steps; step += 1) {
    const { data } = layer.quantity(name, step);
    let [sum, squares] = [0, 0];
    for (let k = 0; k < data.length; k += 1) {
      units[step * columns + (k % columns)] += data[k] / rows;
      sum += data[k];
    }
    mean[step] = sum / data.length;
    for (let k = 0; k < data.length; k += 1) squares += (data[k] - mean[step]) ** 2;
    spread[step] = Math.sqrt(squares / data.length);
  }
  return { name, units, mean, spread };
}

function answersTo(
  { questions, shown }: Contrast,
  network: Network,
  parameters: Parameters,
  trace: NetworkTrace,
  task: Task,
): Answered[] {
  return questions.flatMap((question, step) => {
    if (!question || !isAsked(question, shown.row)) return [];
    const output = network.readOut(parameters, trace, step);
    const own = output.data.subarray(shown.row * output.columns, (shown.row + 1) * output.columns);
    if (question.kind === 'value') return [answeredNumber(step, own[0], question.values.data[shown.row], task)];
    const answer = question.classes[shown.row];
    const probabilities = softmaxOf(output, shown.row);
    const said = probabilities.indexOf(Math.max(...probabilities));
    return [
      {
        step,
        said: task.answers[said],
        right: task.answers[answer],
        value: probabilities[said],
        rightValue: probabilities[answer],
        isRight: isRightClass(own, answer, question.legal?.[shown.row]),
      },
    ];
  });
}

/** A question that the loss looks at but no one counts is not shown. */
function isAsked(question: Question, row: number): boolean {
  return question.kind === 'value' || ((question.counts ?? true) && question.classes[row] !== -1);
}

function answeredNumber(step: number, value: number, rightValue: number, { criterion, closeEnough }: Task): Answered {
  // Without a tolerance of its own: the root of the squared error that solves the task.
  const tolerance = closeEnough ?? Math.sqrt(criterion.measure === 'loss' ? criterion.below : 0);
  const isRight = Math.abs(value - rightValue) <= tolerance;
  return { step, said: null, right: null, value, rightValue, isRight };
}

function softmaxOf(output: Matrix, row: number): number[] {
  const probabilities = createMatrix(output.rows, output.columns);
  softmax(probabilities, output);
  return Array.from(probabilities.data.subarray(row * output.columns, (row + 1) * output.columns));
}
