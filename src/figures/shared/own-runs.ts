/**
 * What a reader has trained in one figure of a page, told to the others by events of the document: whoever comes later
 * asks, and whoever has something answers.
 */
import type { Run } from '../../training/run.ts';

export interface OwnRun {
  readonly run: Run;
  /** Updates made. */
  readonly update: number;
  /** All parameters after them, as a checkpoint has them. */
  readonly parameters: Float64Array;
}

type Listener = (event: Event) => void;
/** The part of `document` that is needed. */
export interface Board {
  addEventListener(type: string, listener: Listener): void;
  removeEventListener(type: string, listener: Listener): void;
  dispatchEvent(event: Event): boolean;
}

const told = 'unrolled-own-runs';
const asked = 'unrolled-own-runs-asked';

/** Answers whoever asks with what `runs` gives at that time; `tell` says it unasked. */
export function offerOwnRuns(board: Board, runs: () => readonly OwnRun[]): { tell(): void; close(): void } {
  const tell = () => {
    board.dispatchEvent(new CustomEvent(told, { detail: runs() }));
  };
  board.addEventListener(asked, tell);
  return { tell, close: () => board.removeEventListener(asked, tell) };
}

/** Hears of them now, if there are any, and whenever there is news; returns the way back. */
export function hearOwnRuns(board: Board, hear: (runs: readonly OwnRun[]) => void): () => void {
  const listener = (event: Event) => hear((event as CustomEvent<readonly OwnRun[]>).detail);
  board.addEventListener(told, listener);
  board.dispatchEvent(new Event(asked));
  return () => board.removeEventListener(told, listener);
}
