/** Every sentence of the figure of the gate bias, counted from the runs that ship. */
import { median } from '../shared/median.ts';
import { format, formatNumber } from '../shared/numbers.ts';
import { type SweepSetting, solvedOf } from '../shared/sweeps.ts';
import { type BiasModel, heldSteps } from './model.ts';
import { cells, constants } from './state.ts';
import type { BiasCell, BiasName, BiasTexts } from './types.ts';

/** `holds 56`: the second label of a constant bias. */
export function heldNote(texts: BiasTexts, bias: BiasName): string {
  if (bias === 'chrono') return texts.spread;
  const steps = heldSteps(Number(bias));
  return format(texts.holds, { n: formatNumber(steps, steps < 10 ? 1 : 0) });
}

export function biasName(texts: BiasTexts, bias: BiasName): string {
  return bias === 'chrono' ? texts.chrono : format(texts.constant, { bias });
}

/** What the chosen bias came to. */
export function outcome(texts: BiasTexts, { state, chosen }: Pick<BiasModel, 'state' | 'chosen'>): string {
  const { cell, bias } = state.now.value;
  const solved = solvedOf(chosen.value);
  return format(texts[solved.length > 0 ? 'outcome' : 'outcome.none'], {
    who: texts[`cell.${cell}`],
    bias: biasName(texts, bias),
    n: solved.length,
    of: chosen.value.solvedAt.length,
    median: formatNumber(median(solved) ?? 0),
    updates: formatNumber(chosen.value.budget),
  });
}

/** What one number for all units does for each cell, and chrono beside it. */
export function verdict(texts: BiasTexts, settingAt: BiasModel['settingAt']): string {
  return cells.map((cell) => cellVerdict(texts, cell, settingAt)).join(texts.space);
}

function cellVerdict(texts: BiasTexts, cell: BiasCell, settingAt: BiasModel['settingAt']): string {
  const countAt = (bias: BiasName) => countOf(settingAt(cell, bias));
  const chrono = countAt('chrono');
  const counts = constants.map((bias) => ({ bias, ...countAt(bias) }));
  const most = Math.max(...counts.map(({ n }) => n));
  const best = counts.filter(({ n }) => n === most).map(({ bias }) => bias);
  const all = counts.filter(({ n, of }) => n === of).map(({ bias }) => bias);
  const values = { who: texts[`cell.${cell}`], chrono: chrono.n, of: chrono.of };
  if (all.length > 0) return format(texts['verdict.all'], { ...values, list: listOf(texts, all) });
  return format(texts['verdict.some'], { ...values, n: most, list: listOf(texts, best) });
}

/** Neighbours in a row, three or more, by their ends. */
function listOf(texts: BiasTexts, names: readonly string[]): string {
  const [first, last] = [Number(names[0]), Number(names.at(-1))];
  const isRow = names.length > 2 && last - first === names.length - 1;
  return isRow ? format(texts.range, { from: first, to: last }) : names.join(texts.list);
}

export function statusLine(texts: BiasTexts, { settings, chosen }: Pick<BiasModel, 'settings' | 'chosen'>): string {
  const runs = settings.reduce((sum, { solvedAt }) => sum + solvedAt.length, 0);
  return format(texts.status, { runs, units: chosen.value.hidden, updates: formatNumber(chosen.value.budget) });
}

function countOf(setting: SweepSetting | null): { n: number; of: number } {
  return setting ? { n: solvedOf(setting).length, of: setting.solvedAt.length } : { n: 0, of: 0 };
}
