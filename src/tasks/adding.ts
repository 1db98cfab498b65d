/**
 * Adding: name the sum of the two marked numbers. Always answering 1, the mean, gives a squared error of 1/6.
 *
 * After `hochreiter1997`, section 5.4, in the form of `le2015` and `arjovsky2016`. The paper's numbers X lie in [-1, 1]
 * and its target is 1/2 + (X1 + X2) / 4, half of our sum: its tolerance of 0.04 is 0.08 here.
 */

import type { Task } from './contract.ts';
import { createMarkedPairTask } from './marked-pair.ts';

export function addingTask(length = 100): Task {
  const answer = (first: number, second: number) => first + second;
  const criterion = { measure: 'loss', below: 0.01 } as const;
  return createMarkedPairTask({ name: 'adding', answer, criterion, closeEnough: 0.08, chance: 1 / 6 }, length);
}
