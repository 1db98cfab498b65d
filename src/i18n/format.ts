/** Text and numbers as they are printed, the same in both languages. */

/** Fills `{name}` in a template; a name without a value is an error, so that no reader meets a brace. */
export function format(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`format: no value for {${name}} in "${template}"`);
    return String(value);
  });
}

/** A real minus, commas between thousands, never a negative zero: −1.39, 1,796, 0.00. */
export function formatNumber(value: number, digits = 0): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
