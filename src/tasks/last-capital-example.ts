/**
 * The sequence that the stepper opens with: a capital, fifteen letters of noise, another capital, seven more. Long
 * enough for a trace to be lost in, short enough to be seen whole.
 */

import type { Matrix } from '../engine/matrix.ts';
import { LETTERS } from './last-capital.ts';
import { oneHot } from './one-hot.ts';

export const EXAMPLE = 'AcdbadbcabdcdabcCbadbdca';

/** Step (from 0) at which the example's trace is cut, and the last step before the second capital. */
export const EXAMPLE_CUT = 5;
export const EXAMPLE_ASKED = 15;

/** T matrices (1, 8) for a string of the task's letters. Throws a sentence for any other sign. */
export function lettersToInputs(letters: string): Matrix[] {
  const numbers = [...letters].map((letter) => {
    const number = LETTERS.join('').indexOf(letter);
    if (number < 0) throw new Error(`The letters are ${LETTERS.join(', ')}; got ${letter}`);
    return number;
  });
  return oneHot(numbers.length, 1, LETTERS.length, (_, step) => numbers[step]);
}
