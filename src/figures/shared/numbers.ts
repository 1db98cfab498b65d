/** Numbers as figures print them: a real minus, tabular, never "−0.00". */
import { formatNumber } from '../../i18n/format.ts';

export { format, formatNumber } from '../../i18n/format.ts';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A state, gate or probability: 0.96, −1.39. What is not a number says so. */
export function formatValue(value: number, digits = 2): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return formatNumber(value, digits);
}

/** A difference carries its sign: +1.33, −0.05, 0.00. */
export function formatChange(change: number, digits = 2): string {
  const text = formatValue(change, digits);
  return change > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}

/** One that may be tiny: from 0.01 up as usual, below as 1 × 10⁻⁶. */
export function formatSmall(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 0.01 || !Number.isFinite(value)) return formatValue(value);
  const [digit = '', power = ''] = size.toExponential(0).split('e-');
  return `${value < 0 ? '−' : ''}${digit} × 10⁻${raise(power)}`;
}

/** A share that may be tiny or large: as above, and from a thousand up as 3 × 10⁵. */
export function formatShare(value: number): string {
  if (!(value >= 999.5) || !Number.isFinite(value)) return value >= 99.5 ? formatValue(value, 0) : formatSmall(value);
  const [digit = '', power = ''] = value.toExponential(0).split('e+');
  return `${digit} × 10${raise(power)}`;
}

/** A gradient: three decimals from 0.01 up, below two digits as 8.3 × 10⁻⁴ in one piece, nothing as 0. */
export function formatGradient(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (!Number.isFinite(value) || Number(size.toFixed(3)) >= 0.01) return formatValue(value, 3);
  const [digits = '', power = ''] = size.toExponential(1).split('e-');
  return `${value < 0 ? '−' : ''}${digits}\u00a0×\u00a010⁻${raise(power)}`;
}

/** Whether a reader would see a difference at two decimals. */
export function differs(now: number, was: number): boolean {
  return Math.abs(now - was) >= 0.005 || Number.isNaN(now) !== Number.isNaN(was);
}

function raise(digits: string): string {
  return [...digits].map((digit) => superscripts[Number(digit)]).join('');
}
