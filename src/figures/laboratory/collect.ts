/** What ships, gathered while the site is built: a setting for each task, lag and beginning. */
import type { LabTask, ResultFile, ShippedCell, ShippedSetting } from './types.ts';

interface Entry {
  readonly results: Omit<ResultFile, 'task'> & { readonly task: LabTask; readonly init: 'chrono' | 'default' };
  /** Where the page fetches it. */
  readonly address: string;
}

/**
 * A cell without gates begins the same whatever the biases: where a file lacks it, its runs with the other beginning are
 * the same runs, bit for bit.
 */
export function collectShipped(entries: readonly Entry[]): ShippedSetting[] {
  return entries.map(({ results, address }) => {
    const { task, lag, init, updates } = results;
    const own = results.cells.map((cell) => shippedCell(cell, address));
    const twin = entries.find(({ results: one }) => {
      const isSame = one.task === task && one.lag === lag && one.updates === updates;
      return isSame && one.init !== init && one.cells.some(({ cell }) => cell === 'rnn');
    });
    const lent = own.some(({ cell }) => cell === 'rnn') ? undefined : twin;
    const rnn = lent?.results.cells.filter(({ cell }) => cell === 'rnn') ?? [];
    return {
      task,
      lag,
      bias: init,
      updates,
      cells: [...rnn.map((cell) => shippedCell(cell, lent?.address ?? '')), ...own],
    };
  });
}

function shippedCell({ cell, hidden, parameters, seeds }: ResultFile['cells'][number], address: string): ShippedCell {
  const outcomes = seeds.map(({ solvedAt, final }): ShippedCell['seeds'][number] => [solvedAt, final]);
  return { cell, hidden, parameters, address, seeds: outcomes };
}
