/** Which steps are on view where there are more than fit: whole squares, the current one a third from the left. */

/** So many columns fit at every width; their squares are sized by it. */
export const mostColumns = 24;

export interface StepWindow {
  /** Steps before the first one on view. */
  readonly start: number;
  readonly columns: number;
}

/** Step counts from 1. */
export function windowAt(step: number, steps: number): StepWindow {
  const columns = Math.min(steps, mostColumns);
  const wanted = step - 1 - Math.floor(columns / 3);
  return { start: Math.min(steps - columns, Math.max(0, wanted)), columns };
}
