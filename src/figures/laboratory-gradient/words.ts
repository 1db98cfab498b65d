/** Every sentence the gradient figure says, made from what is on screen and from nothing else. */
import { format, formatShare, formatValue } from '../shared/numbers.ts';
import type { GradientState } from './state.ts';
import type { GradientTexts, Row } from './types.ts';

/** A gradient below this share of itself tells a first weight next to nothing. */
const littleShare = 1e-6;

export function titleOf(texts: GradientTexts, rows: readonly Row[], lag: number): string {
  const few = rows.filter(({ share }) => share < littleShare).length;
  return format(texts[few === 0 ? 'title.none' : 'title'], { n: few, of: rows.length, lag });
}

/** "LSTM" and "forget bias 3.0", for one row. */
export function nameOf(texts: GradientTexts, { name, untrained }: Pick<Row, 'name' | 'untrained'>) {
  const { cell, gateBias = 0, radius = 1 } = untrained;
  const values = { bias: formatDial(gateBias), radius: formatDial(radius) };
  return { cell: texts[`cell.${cell}`], setting: format(texts[`row.${name}`], values) };
}

/** What the reader's own LSTM holds for how long, and what comes of it; then the RNN's. */
export function statusLine(texts: GradientTexts, rows: readonly Row[], { bias, radius, lag }: GradientState): string {
  const own = (name: Row['name']) => rows.find((row) => row.name === name);
  const [lstm, rnn] = [own('lstm-own'), own('rnn-own')];
  if (!lstm || !rnn) return '';
  const held = formatValue(1 + Math.exp(bias), 1);
  const values = { bias: formatDial(bias), radius: formatDial(radius), held, lag };
  return [
    format(texts['status.lstm'], { ...values, ...seeds(lstm) }),
    format(texts['status.rnn'], { ...values, ...seeds(rnn) }),
  ].join(texts.space);
}

/** A row in words, for whoever does not see its strip. */
export function stripLabel(texts: GradientTexts, row: Row, lag: number): string {
  const { cell, setting } = nameOf(texts, row);
  return format(texts.strip, { cell, setting, lag, ...seeds(row) });
}

/** 1.2, 1.25: no more digits than it has, one at least. */
function formatDial(value: number): string {
  return formatValue(value, Number.isInteger(Math.round(100 * value) / 10) ? 1 : 2);
}

function seeds({ share, range: [least, most] }: Row) {
  return { share: formatShare(share), least: formatShare(least), most: formatShare(most) };
}
