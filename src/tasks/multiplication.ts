/**
 * Multiplication: name the product of the two marked numbers. Always answering 1/4, the mean, gives a squared error of
 * 1/9 - 1/16 = 7/144.
 *
 * After `hochreiter1997`, section 5.5, with markers as in `adding.ts`.
 */

import type { Task } from './contract.ts';
import { createMarkedPairTask } from './marked-pair.ts';

export function multiplicationTask(length = 100): Task {
  const answer = (first: number, second: number) => first * second;
  const criterion = { measure: 'loss', below: 0.005 } as const;
  return createMarkedPairTask(
    { name: 'multiplication', answer, criterion, closeEnough: 0.04, chance: 7 / 144 },
    length,
  );
}
