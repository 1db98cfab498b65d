/**
 * What a task is: examples from random numbers, and when it counts as solved.
 *
 * Letters: B batch, T time, I input size, O outputs.
 */

import type { Matrix } from '../engine/matrix.ts';
import type { Random } from '../engine/random.ts';

export type TaskName =
  | 'remember'
  | 'order-6a'
  | 'order-6b'
  | 'adding'
  | 'multiplication'
  | 'latch-3a'
  | 'latch-3b'
  | 'reber'
  | 'continual-reber'
  | 'copy'
  | 'copy-small'
  | 'noise-free'
  | 'last-capital'
  | 'count'
  | 'delay'
  | 'text';

/** What is asked of each row at one step. */
export type Question =
  | ClassQuestion
  /** Numbers (B, O), every row asked. */
  | { readonly kind: 'value'; readonly values: Matrix };

export interface ClassQuestion {
  readonly kind: 'class';
  /** A class from 0 per row, -1 for a row that is not asked at this step. */
  readonly classes: Int32Array;
  /**
   * Where several classes would be right, as bits per row, 1 << class: an answer is then right when the likeliest classes,
   * as many as there are bits, are these.
   */
  readonly legal?: Int32Array;
  /** False for a step that the loss looks at and the share of right answers does not; true when absent. */
  readonly counts?: boolean;
}

export interface Batch {
  /** T matrices (B, I). Rows that end earlier are followed by zeros. */
  readonly inputs: readonly Matrix[];
  /** One entry per step, null where nothing is asked. */
  readonly questions: readonly (Question | null)[];
}

/** When a task counts as solved, measured on 256 fresh sequences, twice in a row. */
type Criterion =
  | { readonly measure: 'accuracy'; readonly atLeast: number }
  /** Sequences of which every answer is right. */
  | { readonly measure: 'sequences'; readonly atLeast: number }
  | { readonly measure: 'loss'; readonly below: number };

export interface Task {
  readonly name: TaskName;
  /** Steps between what must be remembered and when it is asked for; for adding the length T. */
  readonly lag: number;
  readonly inputSize: number;
  readonly outputSize: number;
  /** The longest sequence this task makes. */
  readonly longest: number;
  readonly criterion: Criterion;
  /** A sign for each class, for people; none where a number is asked for. */
  readonly answers: readonly string[];
  /** When the paper that the task comes from calls an answer right: every output closer than this to its target. */
  readonly closeEnough?: number;
  /** Of the criterion's measure, what guessing gives, or the squared error of the best constant answer. */
  readonly chance: number;
  /** Updates from one check of the criterion to the next. */
  readonly checkEvery: number;
  sample(random: Random, batch: number): Batch;
  /** Examples for the check where they are other than those for training: how many, and their most steps. */
  readonly check?: {
    readonly longest: number;
    readonly sequences: number;
    sample(random: Random, batch: number): Batch;
  };
  /** Sequences that differ in one clue only, each way it can be, to see what of it a state still holds. */
  contrast(random: Random, each: number): Contrast;
}

/** A few groups of sequences: row g * each + s is sample s of group g; sample s is the same in every group but for one clue. */
export interface Contrast extends Batch {
  readonly groups: number;
  readonly each: number;
  /** Row 0 of the second group, for people: a sign per step, the steps (from 0) that matter, and the right answer. */
  readonly shown: {
    readonly row: number;
    readonly signs: readonly string[];
    readonly marked: readonly number[];
    /** A class from 0, or the number asked for. */
    readonly answer: number;
  };
}
