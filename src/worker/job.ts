/** What goes on inside the worker a slice of time at a time, so that the page is heard in between. */
export interface Job {
  readonly isRunning: boolean;
  pause(): void;
  resume(): void;
  /** One update, or one timing, then at rest. */
  step(): void;
  /** As many as fit into about `sliceMs`, at least one. */
  advance(sliceMs: number): void;
}
