/**
 * The numbers of the chapter on the LSTM cell that are measured on its figure: a trained network reading one sequence.
 *
 * Steps and units count from 0 here. `asked` is where the answer is looked at, `cut` where a gate is forced.
 */

import { setUnit } from '../engine/interventions.ts';
import { hold } from './lstm-cell.ts';
import { differences, probabilities, type Reading, read } from './run.ts';

/** A reading with the class that is right at step `asked`, and the step at which a gate is forced. */
export interface Question extends Reading {
  readonly cut: number;
  readonly asked: number;
  readonly rightClass: number;
}

/** Probability of the right answer, the network left alone. */
export function answerKept(question: Question): number {
  return probabilities(question, read(question), question.asked)[question.rightClass];
}

/** The same with the forget gate of one unit shut at step `cut`. */
export function answerCut(question: Question, unit: number): number {
  const trace = read(question, { interventions: [setUnit('forgetGate', unit, question.cut, 0)] });
  return probabilities(question, trace, question.asked)[question.rightClass];
}

/** The unit whose forget gate, shut at step `cut`, costs most of the right answer. */
export function fragileUnit(question: Question): number {
  const units = Array.from({ length: question.network.description.hiddenSize }, (_, unit) => unit);
  return units.reduce((worst, unit) => (answerCut(question, unit) < answerCut(question, worst) ? unit : worst), 0);
}

/** Probability of the right answer with every forget gate held at `value` from step `cut` to the question. */
export function answerHeld(question: Question, value: number): number {
  const trace = read(question, { interventions: hold({ forgetGate: value }, question.cut, question.asked) });
  return probabilities(question, trace, question.asked)[question.rightClass];
}

/** How far c and h move at step `cut` when every output gate is shut there. */
export function outputShut(question: Question): { cellState: number; hiddenState: number } {
  const shut = read(question, { interventions: hold({ outputGate: 0 }, question.cut, question.cut) });
  const kept = read(question);
  return {
    cellState: differences('cellState', kept, shut)[question.cut],
    hiddenState: differences('hiddenState', kept, shut)[question.cut],
  };
}
