/** From a sweep's settings to what its charts show: a column for each lag, or task, and for each cell its runs. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { SweepSetting } from '../shared/sweeps.ts';
import type { Biases, CellPanel, LagCharts, Series, SweepRun } from './types.ts';

export const cells: readonly CellKind[] = ['rnn', 'gru', 'lstm'];

export function collectCharts(settings: readonly SweepSetting[]): LagCharts {
  const tasks = [...new Set(settings.map(({ task }) => task))];
  const nameOf = ({ task, lag }: SweepSetting) => (tasks.length > 1 ? task : String(lag));
  const columns = [...new Map(settings.map((one) => [nameOf(one), { task: one.task, lag: one.lag }]))]
    .map(([name, rest]) => ({ name, ...rest }))
    .sort((a, b) => tasks.indexOf(a.task) - tasks.indexOf(b.task) || a.lag - b.lag);
  const panels = cells.map((cell): CellPanel => {
    const series = settings
      .filter((one) => one.cell === cell)
      .map((setting): Series => {
        const column = columns.findIndex(({ name }) => name === nameOf(setting));
        return { biases: biasesOf(setting), column, setting };
      })
      .sort((a, b) => a.column - b.column || b.biases.localeCompare(a.biases));
    // A cell without gates begins the same whatever the biases: its runs with others are the same runs.
    const own = series.filter(
      ({ column, biases }, k) => series.findIndex((one) => one.column === column && one.biases === biases) === k,
    );
    return { cell, series: own, runs: own.flatMap((one) => runsOf(one, columns[one.column]?.name ?? '')) };
  });
  return { columns, budget: Math.max(...settings.map(({ budget }) => budget)), panels };
}

function runsOf({ biases, column, setting }: Series, name: string): SweepRun[] {
  return setting.solvedAt.map((solvedAt, k) => {
    const key = [setting.cell, biases, name, k + 1].join('.');
    return { key, cell: setting.cell, biases, column, seed: k + 1, solvedAt, setting };
  });
}

function biasesOf({ cell, init }: SweepSetting): Biases {
  if (cell === 'rnn') return 'none';
  return init === 'default' ? 'default' : 'chrono';
}
