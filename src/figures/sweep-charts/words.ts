/** Every sentence the charts of the sweeps say, counted from their runs. */
import { median } from '../shared/median.ts';
import { format, formatNumber } from '../shared/numbers.ts';
import { solvedOf } from '../shared/sweeps.ts';
import type { ChartWords } from './charts.ts';
import type { Biases, CellPanel, CurveFile, LagCharts, Series, SweepRun, SweepTexts, ViewName } from './types.ts';
import { wilson } from './wilson.ts';

type Column = LagCharts['columns'][number];

/** `lag 100`, `length 100`, `the order of two`. */
export function columnName(texts: SweepTexts, { task, lag }: Column): string {
  const key = task === 'adding' || task === 'order-6a' || task === 'order-6b' ? task : 'remember';
  return format(texts[`column.${key}`], { lag });
}

export function runSentence(texts: SweepTexts, charts: LagCharts, run: SweepRun): string {
  const { cell, biases, column, seed, solvedAt, setting } = run;
  const place = charts.columns[column];
  const what = [texts[`cell.${cell}`], ...(biases === 'none' ? [] : [texts[`biases.${biases}`]])];
  const where = place ? [columnName(texts, place)] : [];
  return format(texts[solvedAt === null ? 'run.not' : 'run.solved'], {
    who: [...what, ...where, format(texts.seed, { seed })].join(texts.comma),
    n: formatNumber(solvedAt ?? setting.budget),
  });
}

export function chartWords(texts: SweepTexts, { columns }: LagCharts): ChartWords {
  const isOrder = columns.some(({ task, name }) => task === name);
  return {
    columns: columns.map(({ name, ...column }) => (isOrder ? columnName(texts, { name, ...column }) : name)),
  };
}

/** A cell's rates in words: each column with its count and interval. */
export function rateLabel(texts: SweepTexts, charts: LagCharts, { cell, series }: CellPanel): string {
  const items = series.map((one) => {
    const column = charts.columns[one.column];
    return format(texts['rate.item'], {
      biases: biasesName(texts, one.biases),
      column: column ? columnName(texts, column) : '',
      ...countOf(one),
    });
  });
  return format(texts['rate.label'], { cell: texts[`cell.${cell}`], list: items.join(texts.semicolon) });
}

export function panelNote(texts: SweepTexts, { series }: CellPanel): string {
  const kinds = [...new Set(series.map(({ biases }) => biases))];
  return kinds
    .map((biases) => {
      const own = series.filter((one) => one.biases === biases);
      const n = own.reduce((sum, { setting }) => sum + solvedOf(setting).length, 0);
      const of = own.reduce((sum, { setting }) => sum + setting.solvedAt.length, 0);
      return format(texts.note, { biases: biasesName(texts, biases), n, of });
    })
    .join(texts.comma);
}

export function statusLine(texts: SweepTexts, charts: LagCharts | null): string {
  if (!charts) return texts['status.curves'];
  const runs = charts.panels.flatMap((panel) => panel.runs);
  const solved = runs.filter(({ solvedAt }) => solvedAt !== null).length;
  const values = { runs: formatNumber(runs.length), n: formatNumber(solved), updates: formatNumber(charts.budget) };
  return format(texts.status, values);
}

/** The cells of a row of the table. */
export function tableRow(texts: SweepTexts, charts: LagCharts, { cell }: CellPanel, series: Series) {
  const column = charts.columns[series.column];
  const { n, of, low, high } = countOf(series);
  const solved = solvedOf(series.setting);
  return {
    cell: texts[`cell.${cell}`],
    biases: biasesName(texts, series.biases),
    column: column ? columnName(texts, column) : '',
    solved: format(texts['table.count'], { n, of }),
    interval: format(texts['table.percent'], { low, high }),
    median: solved.length > 0 ? formatNumber(median(solved) ?? 0) : '–',
    range: solved.length > 0 ? `${formatNumber(solved[0] ?? 0)} – ${formatNumber(solved.at(-1) ?? 0)}` : '–',
  };
}

/** The line over a panel of curves. */
export function curveNote(texts: SweepTexts, setting: CurveFile['settings'][number] | undefined): string {
  if (!setting) return texts.fetching;
  const solved = solvedOf({ solvedAt: setting.seeds.map(({ solvedAt }) => solvedAt) });
  const values = { n: solved.length, of: setting.seeds.length, median: formatNumber(median(solved) ?? 0) };
  return format(texts[solved.length > 0 ? 'curve.some' : 'curve.none'], values);
}

export function instructionOf(texts: SweepTexts, view: ViewName): string {
  return texts[view === 'copy' || view === 'copy-small' ? 'instruction.curves' : 'instruction'];
}

function biasesName(texts: SweepTexts, biases: Biases): string {
  return texts[`biases.${biases}`];
}

function countOf({ setting }: Series) {
  const [n, of] = [solvedOf(setting).length, setting.solvedAt.length];
  const [low, high] = wilson(n, of).map((share) => Math.round(100 * share));
  return { n, of, low: low ?? 0, high: high ?? 100 };
}
