/** The settings that came on screen in this visit, with what they came to; and the same as files. */
import type { Fresh } from '../shared/fresh.ts';
import { defaults, writeLink } from '../shared/link.ts';
import { isGated } from './contenders.ts';
import { freshOutcomes, isShipped, shippedOutcomes } from './outcomes.ts';
import { biasOfState, type LabState, labFields, widthsOf } from './state.ts';
import type { Row, ShippedSetting } from './types.ts';

/** As many as there are letters. */
const mostRows = 26;
export const usualState: LabState = defaults(labFields);

export function keyOf(figure: string, state: LabState): string {
  return writeLink(figure, labFields, state);
}

/** The row in the place of the one with its key, or at the end; the first goes when there are too many. */
export function withRow(rows: readonly Row[], row: Omit<Row, 'letter'>): Row[] {
  const place = rows.findIndex(({ key }) => key === row.key);
  if (place >= 0) return rows.map((old, k) => (k === place ? { ...row, letter: old.letter } : old));
  const last = rows.at(-1)?.letter;
  const letter = last === undefined ? 'A' : String.fromCharCode(65 + ((last.charCodeAt(0) - 64) % mostRows));
  return [...rows, { ...row, letter }].slice(-mostRows);
}

export function shippedRow(figure: string, state: LabState, entry: ShippedSetting): Omit<Row, 'letter'> {
  const cells = shippedOutcomes(entry).filter(({ cell }) => state.cells.includes(cell));
  return { key: keyOf(figure, state), state, status: 'shipped', cells };
}

export function freshRow(figure: string, state: LabState, fresh: Pick<Fresh, 'status' | 'cells'>): Omit<Row, 'letter'> {
  const cells = freshOutcomes(fresh, widthsOf(state, state.cells));
  return { key: keyOf(figure, state), state, status: fresh.status, cells };
}

export function findShipped(shipped: readonly ShippedSetting[], state: LabState): ShippedSetting | null {
  return shipped.find((entry) => isShipped(state, usualState, entry)) ?? null;
}

/** The usual state of the laboratory for what ships. */
export function stateOf({ task, lag, bias, updates }: ShippedSetting): LabState {
  return { ...usualState, task, lag, bias, updates };
}

/** The last row of the same task and lag with another beginning in which gated cells were run; else what ships so. */
export function otherBias(
  rows: readonly Row[],
  shipped: readonly ShippedSetting[],
  figure: string,
  { key, state }: Pick<Row, 'key' | 'state'>,
): Row | null {
  const isOther = (one: LabState) =>
    one.task === state.task &&
    one.lag === state.lag &&
    one.bias !== state.bias &&
    one.units === state.units &&
    one.width === state.width;
  const found = rows.findLast(
    (row) => row.key !== key && isOther(row.state) && row.cells.some(({ cell }) => isGated(cell)),
  );
  if (found) return found;
  const entry = shipped.find((one) => isOther(stateOf(one)));
  return entry ? { ...shippedRow(figure, stateOf(entry), entry), letter: '' } : null;
}

const columns = [
  'task',
  'lag',
  'bias',
  'from',
  'to',
  'holds',
  'gate_bias',
  'cell',
  'init',
  'units',
  'weights',
] as const;
const more = ['batch', 'rule', 'rate', 'clip', 'updates', 'seed', 'solved_at', 'score_at_end', 'link'] as const;

/** A line per run that is done. */
export function rowsCsv(rows: readonly Row[], longestOf: (state: LabState) => number): string {
  const lines = rows.flatMap(({ key, state, cells }) =>
    cells.flatMap(({ cell, hidden, parameters, seeds }) =>
      seeds
        .filter(({ final }) => final !== null)
        .map(({ seed, solvedAt, final }) => {
          const { task, lag, bias, batch, rule, rate, clip, updates } = state;
          const isChrono = bias === 'chrono';
          const spread = [isChrono ? state.shortest : '', isChrono ? state.longest || longestOf(state) : ''];
          const constant = bias === 'constant' ? [state.holds, biasOfState(state)] : ['', ''];
          const begun = isGated(cell) ? '' : state.init;
          const own = [task, lag, bias, ...spread, ...constant, cell, begun, hidden, parameters];
          return [...own, batch, rule, rate, clip, updates, seed, solvedAt ?? '', final ?? '', `#${key}`].join(',');
        }),
    ),
  );
  return `${[[...columns, ...more].join(','), ...lines].join('\r\n')}\r\n`;
}

/** Everything, curves too. */
export function rowsJson(rows: readonly Row[]): string {
  return `${JSON.stringify(rows, null, 1)}\n`;
}
