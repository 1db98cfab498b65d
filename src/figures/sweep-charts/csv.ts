/** The runs of a sweep as a file: a line each. */
import type { LagCharts } from './types.ts';

const names = ['task', 'cell', 'lag', 'units', 'biases', 'seed', 'updates', 'solved_at'] as const;

export function sweepCsv({ panels }: LagCharts): string {
  const lines = panels.flatMap(({ runs }) =>
    runs.map(({ setting, biases, seed, solvedAt }) => {
      const { task, cell, lag, hidden, budget } = setting;
      return [task, cell, lag, hidden, biases, seed, budget, solvedAt ?? ''].join(',');
    }),
  );
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Everything, with the commands that make it again. */
export function sweepJson({ panels }: LagCharts, commands: readonly string[]): string {
  const settings = panels.flatMap(({ series }) => series.map(({ setting }) => setting));
  return `${JSON.stringify({ commands, settings }, null, 1)}\n`;
}
