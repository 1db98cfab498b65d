/** Everything on screen as comma-separated values: a line per step. */
import type { Shown } from './model.ts';

export function forgettingCsv({ forgetting }: Pick<Shown, 'forgetting'>): string {
  const head = 'cell,step,steps_back,road,typical_unit,best_unit,jacobian,hidden_jacobian,gradient';
  if (!forgetting) return `${head}\r\n`;
  const { cell, steps, road, typical, best, jacobian, hiddenJacobian, gradient } = forgetting;
  const lines = Array.from({ length: steps }, (_, k) =>
    [
      cell,
      k + 1,
      steps - 1 - k,
      road,
      typical[k],
      best[k],
      jacobian[k],
      hiddenJacobian?.[k] ?? (cell === 'lstm' ? '' : jacobian[k]),
      gradient[k],
    ].join(','),
  );
  return `${[head, ...lines].join('\r\n')}\r\n`;
}
