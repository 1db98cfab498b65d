/** A training as comma-separated values: a line for each hundred sequences. */
import { originalPlan } from '../../worker/original-plan.ts';
import type { Course } from './types.ts';

export function originalCsv({ seed, errors, right }: Course): string {
  const lines = errors.map((error, k) => [seed, originalPlan.mark * (k + 1), error, right[k] ?? ''].join(','));
  return `${['seed,sequences,mean_error,right_of_100', ...lines].join('\r\n')}\r\n`;
}

/** The same by the thousand, for a table that can be read: what is left over at the end is left out. */
export function byThousand({ errors, right }: Course): { sequences: number; error: number; right: number }[] {
  const each = 1000 / originalPlan.mark;
  return Array.from({ length: Math.floor(errors.length / each) }, (_, k) => {
    const sumOf = (values: readonly number[]) =>
      values.slice(k * each, (k + 1) * each).reduce((sum, value) => sum + value, 0);
    return { sequences: 1000 * (k + 1), error: sumOf(errors) / each, right: sumOf(right) };
  });
}
