/** Text and numbers as they are printed, the same in both languages. */

/** Fills `{name}` in a template; a name without a value is an error, so that no reader meets a brace. */
export function format(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`format: no value for {${name}} in "${template}"`);
    return String(value);
  });
}

/** By digits; making one takes longer than using it a hundred times. */
const formats = new Map<number, Intl.NumberFormat>();

/** A real minus, commas between thousands, never a negative zero: −1.39, 1,796, 0.00. */
export function formatNumber(value: number, digits = 0): string {
  const fractions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const own = formats.get(digits) ?? new Intl.NumberFormat('en-US', fractions);
  formats.set(digits, own);
  const text = own.format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
