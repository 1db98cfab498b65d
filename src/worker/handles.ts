/** What the page holds of a job in a worker, and what it is told. */

import type { Checkpoint } from '../training/checkpoint.ts';
import type { FromWorker, MeasuringProgress, OriginalProgress, TrainingProgress, Watch } from './messages.ts';

export interface TrainingListener {
  onProgress(progress: TrainingProgress): void;
  onFailure(failure: Failure): void;
}

export interface MeasuringListener {
  onProgress(progress: MeasuringProgress): void;
  onFailure(failure: Failure): void;
}

export interface OriginalListener {
  onProgress(progress: OriginalProgress): void;
  onFailure(failure: Failure): void;
}

export type Failure = Pick<Extract<FromWorker, { kind: 'failed' }>, 'code' | 'values' | 'message'>;

export interface TrainingHandle {
  pause(): void;
  resume(): void;
  /** One update, then at rest. */
  step(): void;
  /** Ends it for good. */
  stop(): void;
}

export type MeasuringHandle = Omit<TrainingHandle, 'step'>;

export interface TrainOptions {
  readonly from?: Checkpoint | null;
  readonly isPaused?: boolean;
  readonly watch?: Watch | null;
}
