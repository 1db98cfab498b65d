/** Numbers that two decimals would print as 0. */

/** A number, or from below 0.01 on its power of ten with one digit, "4 × 10⁻⁸", the same in every language. */
export function small(value: number): number | string {
  const size = Math.abs(value);
  if (size >= 0.01 || value === 0) return value;
  const [digit, exponent] = size.toExponential(0).split('e');
  const raised = [...exponent].map((sign) => (sign === '-' ? '⁻' : SUPERSCRIPTS[Number(sign)])).join('');
  return `${value < 0 ? '−' : ''}${digit} × 10${raised}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
