/** Threads that share a list of runs. */
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Run } from '../../training/run.ts';
import type { Row } from './rows.ts';
import type { ThreadSetting } from './thread.ts';

/**
 * Trains all runs in `threads` threads; `take` is given each row as it comes. Rejects with the first error of a thread
 * once all have stopped.
 */
export async function trainInThreads(
  runs: readonly Run[],
  setting: ThreadSetting,
  threads: number,
  take: (row: Row) => void,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    const worker = new Worker(join(import.meta.dirname, 'thread.ts'), { workerData: setting });
    try {
      while (next < runs.length) {
        const run = runs[next];
        next += 1;
        take(await answer(worker, run));
      }
    } catch (error) {
      next = runs.length; // the others stop after what they are at
      throw error;
    } finally {
      await worker.terminate();
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(threads, runs.length) }, lane));
  const broken = lanes.find((one) => one.status === 'rejected');
  if (broken) throw broken.reason;
}

async function answer(worker: Worker, run: Run): Promise<Row> {
  const over = new AbortController();
  const { signal } = over;
  // `once` rejects when the thread throws; a thread that ends without an answer says so by its code.
  const row = once(worker, 'message', { signal });
  const end = once(worker, 'exit', { signal }).then(([code]) => {
    throw new Error(`A thread ended with code ${code}.`);
  });
  const ignore = () => undefined;
  row.catch(ignore);
  end.catch(ignore);
  worker.postMessage(run);
  try {
    return (await Promise.race([row, end]))[0];
  } finally {
    over.abort();
  }
}
