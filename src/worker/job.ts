/** What goes on inside the worker a slice of time at a time, so that the page is heard in between. */
export interface Job {
  readonly isRunning: boolean;
  readonly state: 'running' | 'paused' | 'finished';
  pause(): void;
  resume(): void;
  /** One update, or one timing, then at rest. */
  step(): void;
  /** As many as fit into about `sliceMs`, at least one. */
  advance(sliceMs: number): void;
}

interface Work extends Pick<Job, 'advance'> {
  /** Waits for `resume` or `step` when true. */
  readonly isPaused: boolean;
  isFinished(): boolean;
  /** Says where the work stands now that it was paused. */
  tellAtRest(): void;
}

/** Runs, rests and goes on with the work until it is finished. */
export function createJob({ isPaused, isFinished, advance, tellAtRest }: Work): Job {
  let isAtRest = isPaused;
  const job: Job = {
    get isRunning() {
      return !isAtRest && !isFinished();
    },
    get state() {
      return isFinished() ? 'finished' : isAtRest ? 'paused' : 'running';
    },
    pause() {
      if (!job.isRunning) return;
      isAtRest = true;
      tellAtRest();
    },
    resume() {
      isAtRest = false;
    },
    step() {
      if (isFinished()) return;
      isAtRest = true;
      advance(0);
    },
    advance,
  };
  return job;
}
