/** Every sentence the laboratory says, made from the runs on screen and from nothing else. */
import type { Fresh } from '../shared/fresh.ts';
import { median } from '../shared/median.ts';
import { format, formatNumber, formatValue } from '../shared/numbers.ts';
import { isGated } from './contenders.ts';
import type { LabModel } from './model.ts';
import { type CellCount, countsOf } from './outcomes.ts';
import type { LabState } from './state.ts';
import type { LabTaskFacts } from './tasks.ts';
import type { CellOutcome, LabTexts, Row } from './types.ts';

/** What a setting came to, and how the same did with other biases where that is known. */
export function verdictOf(
  texts: LabTexts,
  facts: LabTaskFacts,
  row: Row | null,
  other: Row | null,
  isShipped = true,
): string {
  if (!row) return format(texts[isShipped ? 'verdict.none' : 'verdict.unshipped'], { what: whatOf(texts, row, facts) });
  const counts = countsOf(row.cells, facts);
  if (counts.every(({ done }) => done === 0)) return '';
  const sentences = [outcomeOf(texts, facts, row, counts)];
  const lost = counts.filter((count) => count.lost > 0);
  if (lost.length > 0) {
    const list = lost.map((count) => format(texts['lost.item'], { n: count.lost, who: nameOf(texts, count) }));
    sentences.push(format(texts.lost, { list: joined(texts, list) }));
  }
  const gated = other ? countsOf(other.cells, facts).filter(({ cell, done }) => isGated(cell) && done > 0) : [];
  if (other && gated.length > 0) {
    const values = { bias: biasOf(texts, other.state), clauses: clauses(texts, gated, texts.it) };
    sentences.push(format(texts.other, { ...values, updates: formatNumber(other.state.updates) }));
  }
  return sentences.join(texts.space);
}

function outcomeOf(texts: LabTexts, facts: LabTaskFacts, row: Row, counts: readonly CellCount[]): string {
  const what = whatOf(texts, row, facts);
  const updates = formatNumber(row.state.updates);
  const done = counts.filter((count) => count.done > 0);
  const gated = done.filter(({ cell }) => isGated(cell));
  const plain = done.filter(({ cell }) => !isGated(cell));
  const [only] = plain;
  if (gated.length === 0) {
    const who = only ? nameOf(texts, only) : '';
    if (plain.length === 1) return format(texts['verdict.rnn'], { ...countValues(only), who, what, updates });
    return format(texts['verdict.plain'], { clauses: clauses(texts, plain, what), updates });
  }
  const values = { bias: biasOf(texts, row.state), clauses: clauses(texts, gated, what) };
  const sentence = format(texts.verdict, { ...values, updates: soonest(gated) ?? updates });
  const others = plain.map((count) => format(texts.rnn, { ...countValues(count), who: nameOf(texts, count), updates }));
  return [sentence, ...others].join(texts.space);
}

/** The update within which all of them had solved it; null when one did not. */
function soonest(counts: readonly CellCount[]): string | null {
  const isSolved = counts.every(({ solvedAt, done }) => solvedAt.length === done);
  return isSolved ? formatNumber(Math.max(...counts.flatMap(({ solvedAt }) => solvedAt))) : null;
}

/** How far the runs are: which are done, and whether it goes on. */
export function progressOf(texts: LabTexts, fresh: Fresh): string {
  const done = fresh.cells.filter(({ isFinished }) => isFinished).length;
  if (fresh.status === 'left') return '';
  return format(texts[`progress.${fresh.status}`], { done, all: fresh.cells.length });
}

/** How it stands, in a sentence or two. */
export function statusOf(texts: LabTexts, { fresh, current }: Pick<LabModel, 'fresh' | 'current'>): string {
  if (fresh.value)
    return [progressOf(texts, fresh.value), paceOf(texts, fresh.value)].filter(Boolean).join(texts.space);
  if (!current.value) return texts['progress.none'];
  if (current.value.status === 'left') return leftOf(texts, current.value);
  return current.value.status === 'shipped' ? texts['progress.shipped'] : texts.same;
}

/** Where the runs of an earlier time stand. */
function leftOf(texts: LabTexts, { cells, state }: Row): string {
  const seeds = cells.flatMap((cell) => cell.seeds);
  const done = seeds.filter(({ final }) => final !== null).length;
  const updates = seeds.reduce((sum, { update }) => sum + update, 0);
  const values = { done, all: seeds.length, updates: formatNumber(updates) };
  return format(texts['progress.left'], { ...values, of: formatNumber(seeds.length * state.updates) });
}

/** Updates a second and the time that is left. */
function paceOf(texts: LabTexts, { rate, leftMs, status, hasWaited }: Fresh): string {
  const waited = hasWaited ? texts['pace.waited'] : '';
  if (status !== 'running' || leftMs === null) return waited;
  const seconds = Math.ceil(leftMs / 1000);
  const isShort = seconds < 100;
  const left = format(texts[isShort ? 'pace.seconds' : 'pace.minutes'], {
    n: isShort ? seconds : Math.ceil(seconds / 60),
  });
  return [waited, format(texts.pace, { rate: formatNumber(rate, rate < 10 ? 1 : 0), left })]
    .filter(Boolean)
    .join(texts.space);
}

/** The line over a panel of curves. */
export function panelNote(texts: LabTexts, facts: LabTaskFacts, outcome: CellOutcome | undefined): string {
  if (!outcome) return texts['panel.none'];
  const [count] = countsOf([outcome], facts);
  const underWay = outcome.seeds.find(({ final, update }) => final === null && update > 0);
  const now = underWay ? format(texts['panel.now'], { seed: underWay.seed, update: underWay.update }) : '';
  if (!count || count.done === 0) return now || texts['panel.waiting'];
  const values = {
    ...countValues(count),
    median: median(count.solvedAt) ?? 0,
    list: joined(texts, count.solvedAt.map(String)),
  };
  const kind = count.solvedAt.length === 0 ? 'zero' : count.solvedAt.length === count.done ? 'all' : 'some';
  return [format(texts[`panel.${kind}`], values), now].filter(Boolean).join(texts.comma);
}

/** The gate biases as the beginning of a sentence. */
export function biasOf(texts: LabTexts, { bias, holds, gateBias, shortest, longest }: LabState): string {
  if (bias === 'constant' && gateBias !== null) return format(texts['with.bias'], { b: formatBias(gateBias) });
  if (bias === 'constant') return format(texts['with.constant'], { n: holds });
  if (bias === 'default') return texts['with.default'];
  const isUsual = shortest === 2 && longest === 0;
  return isUsual
    ? texts['with.chrono']
    : format(texts[longest === 0 ? 'with.from' : 'with.range'], { from: shortest, to: longest });
}

/** The same for a row of a table. */
export function biasName(texts: LabTexts, state: LabState, most: number): string {
  const { bias, holds, gateBias, shortest, longest } = state;
  if (bias === 'constant' && gateBias !== null) return format(texts['row.bias'], { b: formatBias(gateBias) });
  if (bias === 'constant') return format(texts['row.constant'], { n: holds });
  const isUsual = bias === 'default' || (shortest === 2 && longest === 0);
  return isUsual ? texts[`bias.${bias}`] : format(texts['row.range'], { from: shortest, to: longest || most });
}

/** A line per unit's dot: how long a unit holds. */
export function heldLine(texts: LabTexts, name: string, steps: readonly number[]): string {
  const [least = 0, most = 0] = [steps[0], steps.at(-1)];
  const values = { who: name, n: steps.length, from: formatSteps(least), to: formatSteps(most) };
  return format(texts[formatSteps(least) === formatSteps(most) ? 'held.same' : 'held'], values);
}

/** As it was typed. */
function formatBias(gateBias: number): string {
  return String(gateBias).replace('-', '−');
}

/** Tenths matter below ten. */
export function formatSteps(steps: number): string {
  return formatNumber(steps, steps < 10 ? 1 : 0);
}

/** What counts as solved. */
export function criterionOf(texts: LabTexts, { task, measure, criterion }: LabTaskFacts): string {
  const isCopy = task === 'copy' || task === 'copy-small';
  const kind = isCopy ? 'copy' : task === 'continual-reber' ? task : measure;
  return format(texts[`criterion.${kind}`], { criterion: formatValue(criterion, criterion < 0.01 ? 3 : 2) });
}

export function nameOf(texts: LabTexts, { cell }: Pick<CellCount, 'cell'>): string {
  return texts[`cell.${cell}`];
}

function whatOf(texts: LabTexts, row: Row | null, { task, lag }: LabTaskFacts): string {
  return format(texts[`what.${row?.state.task ?? task}`], { lag: row?.state.lag ?? lag });
}

/** Cells that solved it equally often are named together, those with most first. */
function clauses(texts: LabTexts, counts: readonly CellCount[], what: string): string {
  const shares = [...new Set(counts.map(({ solvedAt, done }) => `${solvedAt.length} ${done}`))];
  const groups = shares.map((share) => counts.filter(({ solvedAt, done }) => `${solvedAt.length} ${done}` === share));
  groups.sort(([a], [b]) => (b?.solvedAt.length ?? 0) - (a?.solvedAt.length ?? 0));
  return groups
    .map((group, k) => {
      const who = joined(
        texts,
        group.map((count) => nameOf(texts, count)),
      );
      return format(texts[k === 0 ? 'clause.first' : 'clause.next'], { ...countValues(group[0]), who, what });
    })
    .join(texts.comma);
}

function countValues(count: CellCount | undefined): { n: number; of: number } {
  return { n: count?.solvedAt.length ?? 0, of: count?.done ?? 0 };
}

function joined(texts: LabTexts, words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return format(texts.and, { first: words.slice(0, -1).join(texts.list), last: words.at(-1) ?? '' });
}
