/** Which answers of a batch are right: question by question, and sequence by sequence. */

import type { Matrix } from '../engine/matrix.ts';
import type { ClassQuestion, Question } from '../tasks/contract.ts';

/** Counts over one batch. Answers that are numbers are no business of it. */
export class Tally {
  #asked = 0;
  #right = 0;
  /** Rows with a wrong answer, and how often the row asked most often is asked. */
  readonly #wrongRows = new Set<number>();
  readonly #asks: Int32Array;

  constructor(questions: readonly (Question | null)[]) {
    const rows = questions.find((question) => question?.kind === 'class');
    this.#asks = new Int32Array(rows?.kind === 'class' ? rows.classes.length : 0);
  }

  /** Takes in the outputs (B, O) at one step. */
  add(output: Matrix, { classes, legal, counts = true }: ClassQuestion): void {
    if (!counts) return;
    classes.forEach((answer, row) => {
      if (answer === -1) return;
      const scores = output.data.subarray(row * output.columns, (row + 1) * output.columns);
      const isRight = isRightClass(scores, answer, legal?.[row]);
      this.#asked += 1;
      this.#asks[row] += 1;
      if (isRight) this.#right += 1;
      else this.#wrongRows.add(row);
    });
  }

  shares(): { accuracy: number | null; sequences?: number } {
    if (this.#asked === 0) return { accuracy: null };
    const accuracy = this.#right / this.#asked;
    if (largest(this.#asks) === 1) return { accuracy };
    return { accuracy, sequences: 1 - this.#wrongRows.size / this.#asks.length };
  }
}

/** Whether the likeliest class is the answer; of several that are legal (bits, 1 << class), whether these are the likeliest. */
export function isRightClass(scores: Matrix['data'], answer: number, legal?: number): boolean {
  return legal === undefined ? scores.indexOf(largest(scores)) === answer : areLikeliest(scores, legal);
}

/** Whether every class of the set scores higher than every other. */
function areLikeliest(scores: ArrayLike<number>, set: number): boolean {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let k = 0; k < scores.length; k += 1) {
    if ((set >> k) & 1) lowest = Math.min(lowest, scores[k]);
    else highest = Math.max(highest, scores[k]);
  }
  return lowest > highest;
}

function largest(values: Iterable<number>): number {
  let most = -Infinity;
  for (const value of values) if (value > most) most = value;
  return most;
}
