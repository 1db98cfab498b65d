/**
 * What page and worker say to each other. Every message names the job it belongs to.
 *
 * train: a run, update by update. read: what a network's states hold while it reads. measure: how fast this device is.
 */

import type { PathName } from '../engine/compute.ts';
import type { Caveat } from '../engine/kernels/choose.ts';
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
      /** Updates between two readings; null for none. */
      readonly readEvery: number | null;
      /** Decides the sequences that are read. */
      readonly readSeed: number;
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
  | { readonly kind: 'measure'; readonly job: number };

export type FromWorker =
  | TrainingProgress
  | MeasuringProgress
  | { readonly kind: 'read'; readonly job: number; readonly reading: Reading }
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
  readonly reading: Reading | null;
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
