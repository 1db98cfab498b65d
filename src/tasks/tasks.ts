/** The table of tasks: name to maker. A new task is one file and its line here. */

import { addingTask } from './adding.ts';
import { continualReberTask } from './continual-reber.ts';
import type { Task, TaskName } from './contract.ts';
import { copyTask, smallCopyTask } from './copy.ts';
import { countTask } from './count.ts';
import { delayTask } from './delay.ts';
import { lastCapitalTask } from './last-capital.ts';
import { latch3aTask, latch3bTask } from './latch.ts';
import { multiplicationTask } from './multiplication.ts';
import { noiseFreeTask } from './noise-free.ts';
import { order6aTask } from './order-6a.ts';
import { order6bTask } from './order-6b.ts';
import { reberTask } from './reber.ts';
import { rememberTask } from './remember.ts';
import { textTask } from './text.ts';

const makers: Record<TaskName, (lag?: number) => Task> = {
  remember: (lag = 100) => rememberTask(lag),
  'order-6a': order6aTask,
  'order-6b': order6bTask,
  adding: addingTask,
  multiplication: multiplicationTask,
  'latch-3a': latch3aTask,
  'latch-3b': latch3bTask,
  reber: reberTask,
  'continual-reber': continualReberTask,
  copy: copyTask,
  'copy-small': smallCopyTask,
  'noise-free': noiseFreeTask,
  'last-capital': lastCapitalTask,
  count: countTask,
  delay: delayTask,
  text: textTask,
};

export const TASK_NAMES = Object.keys(makers) as TaskName[];

/** The task of this name; without a lag the one it is usually shown with. Throws a sentence for an impossible lag. */
export function createTask(name: TaskName, lag?: number): Task {
  return makers[name](lag);
}
