/** Of many terms of one kind the largest, by size; the others summed in one row. */
import { type OpenedRow, stacked, totalOf } from './parts.ts';

/** Terms of one kind that are shown before the rest is summed. */
export const mostTerms = 4;

/** A rest of one term would take as much room as the term itself. */
export function shorten(rows: readonly OpenedRow[], quantity: string, isWhole: boolean): OpenedRow[] {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const shown = kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const [first] = own;
    if (!first || own.length <= mostTerms + 1) return own;
    const bySize = own.toSorted((a, b) => Math.abs(b.result.value) - Math.abs(a.result.value));
    if (isWhole) return bySize;
    const hidden = bySize.slice(mostTerms);
    const name = `${quantity}${kind === 'input' ? 'Input' : 'Recurrent'}Rest`;
    const rest: Omit<OpenedRow, 'from'> = {
      ...{ kind: 'rest', sign: '+', factors: [], hidden },
      result: { ...first.result, name, value: totalOf(hidden) },
    };
    return [...bySize.slice(0, mostTerms), rest];
  });
  return stacked(shown);
}
