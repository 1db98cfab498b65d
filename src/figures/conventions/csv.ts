/** What the switches came to, as a table of numbers. */
import { type ConventionModel, SEQUENCES } from './model.ts';

const columns =
  'cell,switch,written,largest_difference_converted,right_converted,largest_difference_read_as_is,right_read_as_is,of';

export function conventionsCsv({ state, outcomes }: Pick<ConventionModel, 'state' | 'outcomes'>): string {
  const { cell, ...written } = state.now.peek();
  const lines = outcomes.peek().map(({ switch: name, converted, misread }) => {
    const as = name ? written[name] : 'all';
    return [
      cell,
      name ?? 'all',
      as,
      converted.difference,
      converted.right,
      misread.difference,
      misread.right,
      SEQUENCES,
    ];
  });
  return `${[columns, ...lines.map((line) => line.join(','))].join('\n')}\n`;
}
