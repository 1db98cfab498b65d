/** Temporal order with two marks, experiment 6a of `hochreiter1997`: at steps 10 to 20 and 50 to 60. Four classes. */

import type { Task } from './contract.ts';
import { createOrderTask, type Places } from './order.ts';

export const ORDER_6A_PLACES: Places = [
  [10, 20],
  [50, 60],
];

export function order6aTask(lag = 100): Task {
  return createOrderTask('order-6a', ORDER_6A_PLACES, lag);
}
