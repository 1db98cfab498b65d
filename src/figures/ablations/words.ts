/** Every sentence where the LSTM is taken apart, counted from the runs that ship. */
import { median } from '../shared/median.ts';
import { format, formatNumber } from '../shared/numbers.ts';
import { type SweepSetting, solvedOf } from '../shared/sweeps.ts';
import type { AblationModel } from './model.ts';
import type { AblationTexts, Column, Part } from './types.ts';

export function columnName(texts: AblationTexts, column: Column): string {
  const [task = '', init = ''] = column.split('.');
  const name = texts[task === 'adding' ? 'task.adding' : 'task.order-6a'];
  return format(texts.column, { task: name, biases: texts[init === 'default' ? 'biases.default' : 'biases.chrono'] });
}

export function nameOf(texts: AblationTexts, part: Part): string {
  return part === 'full' ? texts.whole : format(texts.without, { part: texts[`part.${part}`] });
}

/** What the chosen row came to, beside the whole LSTM. */
export function outcome(
  texts: AblationTexts,
  { state, chosen, whole }: Pick<AblationModel, 'state' | 'chosen' | 'whole'>,
) {
  const { part, column } = state.now.value;
  const isSolved = solvedOf(chosen.value).length > 0;
  const kind =
    part === 'full' ? (['outcome.full.none', 'outcome.full'] as const) : (['outcome.none', 'outcome'] as const);
  const own = format(texts[kind[isSolved ? 1 : 0]], {
    ...countOf(chosen.value),
    who: texts[`part.${part}`],
    column: columnName(texts, column),
  });
  if (part === 'full') return own;
  const { n, of, median: middle } = countOf(whole.value);
  return [own, format(texts[n > 0 ? 'outcome.whole' : 'outcome.whole.none'], { n, of, median: middle })].join(
    texts.space,
  );
}

export function statusLine(
  texts: AblationTexts,
  { settings, chosen }: Pick<AblationModel, 'settings' | 'chosen'>,
): string {
  const runs = settings.reduce((sum, { solvedAt }) => sum + solvedAt.length, 0);
  return format(texts.status, { runs, units: chosen.value.hidden, updates: formatNumber(chosen.value.budget) });
}

function countOf(setting: SweepSetting) {
  const solved = solvedOf(setting);
  return {
    n: solved.length,
    of: setting.solvedAt.length,
    median: formatNumber(median(solved) ?? 0),
    updates: formatNumber(setting.budget),
  };
}
