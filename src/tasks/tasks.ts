/** The table of tasks: name to maker. A new task is one file and its line here. */

import { addingTask } from './adding.ts';
import type { Task, TaskName } from './contract.ts';
import { lastCapitalTask } from './last-capital.ts';
import { orderTask } from './order-6a.ts';
import { rememberTask } from './remember.ts';

const makers: Record<TaskName, (lag?: number) => Task> = {
  remember: (lag = 100) => rememberTask(lag),
  'order-6a': orderTask,
  adding: addingTask,
  'last-capital': lastCapitalTask,
};

export const TASK_NAMES = Object.keys(makers) as TaskName[];

/** The task of this name; without a lag the one it is usually shown with. Throws a sentence for an impossible lag. */
export function createTask(name: TaskName, lag?: number): Task {
  return makers[name](lag);
}
