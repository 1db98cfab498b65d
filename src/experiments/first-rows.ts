/** The first rows of a batch, for what would take too long on all of them. */

import { createMatrix, type Matrix } from '../engine/matrix.ts';
import type { Batch, Question } from '../tasks/contract.ts';

/** At least one; all of them where there are no more. */
export function firstRows({ inputs, questions }: Batch, count: number): Batch {
  const rows = Math.min(inputs[0].rows, Math.max(1, count));
  return {
    inputs: inputs.map((input) => top(input, rows)),
    questions: questions.map((question) => question && askedOf(question, rows)),
  };
}

function top({ data, columns }: Matrix, rows: number): Matrix {
  const part = createMatrix(rows, columns);
  part.data.set(data.subarray(0, rows * columns));
  return part;
}

function askedOf(question: Question, rows: number): Question {
  if (question.kind === 'value') return { kind: 'value', values: top(question.values, rows) };
  const { classes, legal } = question;
  return { ...question, classes: classes.slice(0, rows), ...(legal ? { legal: legal.slice(0, rows) } : {}) };
}
