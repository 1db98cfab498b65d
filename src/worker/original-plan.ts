/** How the network of 1997 is run here; what the paper itself laid down is in `training/original.ts`. */
export const originalPlan = {
  /** Given up after so many. */
  mostSequences: 60_000,
  /** What ten seeds needed, fewest and most. */
  neededSequences: [18_704, 50_084],
  /** The paper's test set had as many. */
  testSequences: 2560,
  /** Sequences between two points of the curve. */
  mark: 100,
  /** Of the paper's rule: right so often in a row, with a mean absolute error below this. */
  rightInARow: 2000,
  meanError: 0.1,
  weights: 156,
  /** Sequences that the paper reports, and wrong ones of its test set. */
  reported: { sequences: 31_390, wrong: 1 },
} as const;
