/** What has been heard of one run that is trained in the page; and how far it is, so that it can go on another day. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Insight } from '../../experiments/insight.ts';
import type { Reading } from '../../experiments/reading.ts';
import type { Checkpoint } from '../../training/checkpoint.ts';
import type { Score } from '../../training/objective.ts';
import type { Run } from '../../training/run.ts';
import type { TrainingProgress } from '../../worker/messages.ts';

/** Held-out score and loss at a check. */
export interface Check {
  readonly update: number;
  readonly score: number;
  readonly loss: number;
}

/** A look inside, and after how many updates. */
export interface InsightAt {
  readonly at: number;
  readonly insight: Insight;
}

/** As a figure draws it. */
export interface FreshRun {
  readonly cell: CellKind;
  readonly run: Run;
  readonly update: number;
  readonly solvedAt: number | null;
  readonly checks: readonly Check[];
  /** Loss of each update's own batch, from update 1. */
  readonly losses: readonly number[];
  readonly reading: Reading | null;
  /** The last. */
  readonly insight: InsightAt | null;
  /** Held-out score after the last update; null before. */
  readonly final: number | null;
  readonly isFinished: boolean;
}

/** Enough to go on from, bit for bit. Plain data. */
export interface RunProgress {
  readonly run: Run;
  /** Null while it has not begun. */
  readonly checkpoint: Checkpoint | null;
  /** Up to the checkpoint. */
  readonly checks: readonly Check[];
  /** Of each update up to the checkpoint. */
  readonly losses: readonly number[];
  readonly solvedAt: number | null;
  readonly final: number | null;
  readonly isFinished: boolean;
}

export interface Heard {
  readonly run: Run;
  readonly checks: Check[];
  readonly losses: number[];
  reading: Reading | null;
  insight: InsightAt | null;
  checkpoint: Checkpoint | null;
  solvedAt: number | null;
  final: number | null;
  isFinished: boolean;
  caveat: TrainingProgress['caveat'];
}

/** Nothing yet, or what was heard when it was left. */
export function heardSoFar(run: Run, left?: RunProgress): Heard {
  const { checkpoint = null, checks = [], losses = [], solvedAt = null, final = null, isFinished = false } = left ?? {};
  const rest = { reading: null, insight: null, checkpoint, solvedAt, final, isFinished, caveat: null };
  return { run, checks: [...checks], losses: [...losses], ...rest };
}

/** Where answers are classes the share of right ones, else the squared error. */
function usualScore({ accuracy, loss }: Score): number {
  return accuracy ?? loss;
}

/** A worker that was replaced goes back to its last checkpoint and tells some updates again: those replace the old. */
export function take(of: Heard, progress: TrainingProgress, scoreOf = usualScore): void {
  for (const { update, loss, check } of progress.reports) {
    of.losses.length = Math.min(of.losses.length, update - 1);
    of.losses.push(loss);
    while ((of.checks.at(-1)?.update ?? 0) >= update) of.checks.pop();
    if (check) of.checks.push({ update, score: scoreOf(check), loss: check.loss });
  }
  of.reading = progress.reading ?? of.reading;
  if (progress.insight) of.insight = { at: of.losses.length, insight: progress.insight };
  of.checkpoint = progress.checkpoint ?? of.checkpoint;
  of.caveat = progress.caveat;
  of.isFinished = progress.state === 'finished';
  const score = progress.finalScore;
  of.final = score && scoreOf(score);
  const report = progress.reports.at(-1);
  if (report) of.solvedAt = report.solvedAt;
}

export function freshRunOf({ run, checks, losses, reading, insight, solvedAt, final, isFinished }: Heard): FreshRun {
  const rest = { reading, insight, solvedAt, final, isFinished };
  return { cell: run.cell, run, update: losses.length, checks: [...checks], losses: [...losses], ...rest };
}

/** A checkpoint comes about once a second; what was heard after it would be heard again. */
export function progressOf({ run, checkpoint, checks, losses, final, isFinished }: Heard): RunProgress {
  const until = checkpoint?.update ?? 0;
  return {
    run,
    checkpoint,
    checks: checks.filter(({ update }) => update <= until),
    losses: losses.slice(0, until),
    solvedAt: checkpoint?.solvedAt ?? null,
    final,
    isFinished,
  };
}
