/** Whether a reader's numbers solve a puzzle: run on fresh sequences, as many as make chance no help. */

import type { Matrix } from '../../engine/matrix.ts';
import { createRandom } from '../../engine/random.ts';
import type { Question } from '../../tasks/contract.ts';
import { createTask } from '../../tasks/tasks.ts';
import { allowedIn, type PuzzleName, puzzles, startOf } from './puzzles.ts';
import { setWeight, type WeightEdit, type WeightPlace } from './setting.ts';

/** Fresh sequences per check, from a seed that no training uses. */
export const FRESH = 64;
const FRESH_SEED = 20_262_000;
/** What is still known by fewer than nine in ten is lost. */
const KNOWN = 0.9;

export interface Verdict {
  readonly isSolved: boolean;
  /** Sequences of which every answer is right, */
  readonly right: number;
  /** of so many. */
  readonly of: number;
  /** Numbers changed where none may be. */
  readonly refused: readonly WeightPlace[];
  /** How many were changed where they may, and how many may be. */
  readonly changed: number;
  readonly most: number;
  /**
   * Where one thing is asked at the end: the last step (from 1) at which nine in ten answers would still have been right,
   * had they been asked for; 0 where none was. Null where answers are asked for at every step, or where it lasts.
   */
  readonly lostAfter: number | null;
  /** The earliest wrong answer where letters are read; null where there is none. */
  readonly mistake: Mistake | null;
}

export interface Mistake {
  /** The numbers of the letters read, up to the wrong answer. */
  readonly letters: readonly number[];
  /** Classes from 0. */
  readonly said: number;
  readonly right: number;
}

/** `edits` stand in place of the puzzle's own numbers; one that changes nothing does not count. */
export function checkPuzzle(name: PuzzleName, edits: readonly WeightEdit[], seed = FRESH_SEED): Verdict {
  const { kind, most } = puzzles[name];
  const { network, parameters } = startOf(name);
  const own = startOf(name).parameters;
  for (const edit of edits) setWeight(parameters, edit);
  const real = edits.filter((edit) => isChange(own, edit));
  const allowed = new Set(allowedIn(name).map(keyOf));
  const refused = real.filter((edit) => !allowed.has(keyOf(edit)));
  const changed = real.length - refused.length;

  const { inputs, questions } = createTask(kind.task, kind.lag).sample(createRandom(seed, 'puzzle'), FRESH);
  const trace = network.createTrace(inputs.length, FRESH);
  network.forward(parameters, inputs, trace);
  const answers = inputs.map((_, step) => likeliest(network.readOut(parameters, trace, step)));
  const wrong = wrongRows(questions, answers);
  const right = FRESH - wrong.size;
  return {
    isSolved: right === FRESH && refused.length === 0 && changed <= most,
    ...{ right, of: FRESH, refused, changed, most },
    lostAfter: lostAfter(questions, answers),
    mistake: network.description.inputSize > 1 ? earliest(inputs, questions, answers) : null,
  };
}

/** The likeliest class of each row. */
function likeliest({ rows, columns, data }: Matrix): number[] {
  return Array.from({ length: rows }, (_, row) => {
    const own = data.subarray(row * columns, (row + 1) * columns);
    return own.indexOf(Math.max(...own));
  });
}

function rightAt(question: Question | null, row: number): number {
  return question?.kind === 'class' ? question.classes[row] : -1;
}

function wrongRows(questions: readonly (Question | null)[], answers: readonly (readonly number[])[]): Set<number> {
  const wrong = new Set<number>();
  questions.forEach((question, step) => {
    answers[step].forEach((said, row) => {
      const right = rightAt(question, row);
      if (right >= 0 && said !== right) wrong.add(row);
    });
  });
  return wrong;
}

/** Of rows that are asked once each, at their own last step. */
function lostAfter(questions: readonly (Question | null)[], answers: readonly (readonly number[])[]): number | null {
  const rows = answers[0].map((_, row) => {
    const asked = questions.flatMap((question, step) => (rightAt(question, row) >= 0 ? [step] : []));
    return { asked, right: rightAt(questions[asked[0]] ?? null, row) };
  });
  if (rows.some(({ asked }) => asked.length !== 1)) return null;
  for (const [step, said] of answers.entries()) {
    const reading = rows.filter(({ asked: [end] }) => step <= end);
    const known = rows.filter(({ asked: [end], right }, row) => step <= end && said[row] === right);
    if (known.length < KNOWN * reading.length) return step;
  }
  return null;
}

function earliest(
  inputs: readonly Matrix[],
  questions: readonly (Question | null)[],
  answers: readonly (readonly number[])[],
): Mistake | null {
  for (const [step, question] of questions.entries()) {
    for (const [row, said] of answers[step].entries()) {
      const right = rightAt(question, row);
      if (right < 0 || said === right) continue;
      const letters = inputs.slice(0, step + 1).map(({ columns, data }) => {
        return data.subarray(row * columns, (row + 1) * columns).indexOf(1);
      });
      return { letters, said, right };
    }
  }
  return null;
}

function isChange(own: ReturnType<typeof startOf>['parameters'], edit: WeightEdit): boolean {
  const [, columns = 1] = own.shapes.find(({ name }) => name === edit.name)?.shape ?? [];
  return own.get(edit.name).data[(edit.row - 1) * columns + edit.column - 1] !== edit.value;
}

function keyOf({ name, row, column }: WeightPlace): string {
  return `${name} ${row} ${column}`;
}
