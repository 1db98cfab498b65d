/** Temporal order with three marks, experiment 6b of `hochreiter1997`: at steps 10 to 20, 33 to 43, 66 to 76. Eight classes. */

import type { Task } from './contract.ts';
import { createOrderTask, type Places } from './order.ts';

export const ORDER_6B_PLACES: Places = [
  [10, 20],
  [33, 43],
  [66, 76],
];

export function order6bTask(lag = 100): Task {
  return createOrderTask('order-6b', ORDER_6B_PLACES, lag);
}
