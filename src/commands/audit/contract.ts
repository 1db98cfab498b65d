/** What a slow check is: parts that pass or fail one by one, so that an audit can stop anywhere and go on later. */
export interface PartResult {
  passed: boolean;
  /** One line for the table: the numbers measured, or what is wrong. */
  detail: string;
}

export interface Audit {
  name: string;
  /** One sentence for the table of audits. */
  description: string;
  /** Names of the parts, the same in every run of the same source. */
  parts: () => string[] | Promise<string[]>;
  run: (part: string) => Promise<PartResult>;
  /** Gives back what `parts` or `run` opened. */
  close?: () => Promise<void>;
}
