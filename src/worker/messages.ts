/**
 * What page and worker say to each other. Every message names the job it belongs to.
 *
 * train: a run, update by update. read: what a network's states hold while it reads. look: its gradient, gates and
 * answers. forget: what its states lose on their way. measure: how fast this device is. fade: how a gradient fades on its
 * way back through an untrained network. original: the network of 1997, sequence by sequence.
 */

import type { PathName } from '../engine/compute.ts';
import type { Caveat } from '../engine/kernels/choose.ts';
import type { Faded, Untrained } from '../experiments/fading.ts';
import type { Forgetting } from '../experiments/forgetting.ts';
import type { Insight } from '../experiments/insight.ts';
import type { Reading } from '../experiments/reading.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import type { Score } from '../training/objective.ts';
import type { Run } from '../training/run.ts';
import type { UpdateReport } from '../training/trainer.ts';
import type { SpeedKind, SpeedPath, Speeds } from './speeds.ts';

export type ToWorker =
  | {
      readonly kind: 'train';
      readonly job: number;
      readonly run: Run;
      /** Where to go on from; the beginning when null. */
      readonly from: Checkpoint | null;
      /** Waits for `resume` or `step` when true. */
      readonly isPaused: boolean;
      /** What is looked at meanwhile; null for nothing. */
      readonly watch: Watch | null;
    }
  | { readonly kind: 'pause' | 'resume' | 'step' | 'stop'; readonly job: number }
  | {
      readonly kind: 'read';
      readonly job: number;
      readonly run: Run;
      /** A safetensors file with the weights of the run's network. */
      readonly weights: Uint8Array<ArrayBuffer>;
      readonly readSeed: number;
    }
  | {
      readonly kind: 'look' | 'forget';
      readonly job: number;
      readonly run: Run;
      readonly weights: Weights;
      /** Decides the sequences. */
      readonly seed: number;
    }
  | { readonly kind: 'fade'; readonly job: number; readonly untrained: Untrained; readonly lag: number }
  | {
      readonly kind: 'original';
      readonly job: number;
      readonly seed: number;
      /** Waits for `resume` or `step` when true. */
      readonly isPaused: boolean;
    }
  | { readonly kind: 'measure'; readonly job: number };

/** What is looked at now and then while a run learns, and whenever it comes to rest. */
export interface Watch {
  readonly what: 'reading' | 'insight';
  /** Updates between two looks. */
  readonly every: number;
  /** Decides the sequences that are looked at. */
  readonly seed: number;
  /** Of the time, looking takes no more than this share: a look that is due too soon is left out. All when absent. */
  readonly share?: number;
}

/** A safetensors file; or all parameters as a checkpoint has them; or null for those that the run begins with. */
export type Weights = Uint8Array<ArrayBuffer> | Float64Array | null;

export type FromWorker =
  | TrainingProgress
  | MeasuringProgress
  | OriginalProgress
  | Answer
  /** The worker lives, and waits for the compiled kernels. */
  | { readonly kind: 'waiting'; readonly job: number }
  | {
      readonly kind: 'failed';
      readonly job: number;
      /** `errors.<code>` in the dictionary. */
      readonly code: string;
      readonly values: Readonly<Record<string, string | number>>;
      /** For developers. */
      readonly message: string;
    };

/** What a question is answered with, once. */
export type Answer =
  | { readonly kind: 'read'; readonly job: number; readonly reading: Reading }
  | { readonly kind: 'looked'; readonly job: number; readonly insight: Insight }
  | { readonly kind: 'forgotten'; readonly job: number; readonly forgetting: Forgetting }
  | { readonly kind: 'faded'; readonly job: number; readonly faded: Faded };

export interface TrainingProgress {
  readonly kind: 'progress';
  readonly job: number;
  /** The updates made since the message before. */
  readonly reports: readonly UpdateReport[];
  /** The way its numbers are computed. */
  readonly path: PathName;
  /** What this way cannot promise of the run; null when it keeps what it promises. */
  readonly caveat: Caveat | null;
  readonly state: 'running' | 'paused' | 'finished';
  /** Mean time of an update in this message, in milliseconds; 0 when none was made. */
  readonly updateMs: number;
  /** With the weights as they are after the last of the reports; null where it was not looked. */
  readonly reading: Reading | null;
  readonly insight: Insight | null;
  /** About once a second, and whenever the job comes to rest. */
  readonly checkpoint: Checkpoint | null;
  /** The held-out score with the final weights; only in the message that says finished. */
  readonly finalScore: Score | null;
}

export interface MeasuringProgress {
  readonly kind: 'measured';
  readonly job: number;
  /** All of it so far. */
  readonly speeds: Speeds;
  /** Timings that are done with, of how many. */
  readonly done: number;
  readonly of: number;
  /** What is timed next; null at the end. */
  readonly next: { readonly kind: SpeedKind; readonly path: SpeedPath; readonly size: number } | null;
  readonly state: 'running' | 'paused' | 'finished';
}

export interface OriginalProgress {
  readonly kind: 'original';
  readonly job: number;
  /** Sequences learned from so far. */
  readonly sequences: number;
  /** Right in a row up to now, 2,000 at most. */
  readonly rightInARow: number;
  /** Mean absolute error of the outputs, of every hundred sequences that were completed since the message before. */
  readonly errors: readonly number[];
  /** How many of each such hundred were right. */
  readonly right: readonly number[];
  /** When the paper's rule was met; null while it is not. */
  readonly learnedAt: number | null;
  /** Test sequences read so far, and how many of them came out wrong. */
  readonly tested: number;
  readonly wrong: number;
  readonly state: 'running' | 'paused' | 'finished';
}
