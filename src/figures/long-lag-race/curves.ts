/** The race's runs as curves: the seeds that ship thin, the run shown above heavy. */
import { type Curve, ringAt } from '../shared/curves.ts';
import type { FreshRun } from '../shared/fresh.ts';
import type { TaskFacts } from './tasks.ts';
import type { CellResult, Measure } from './types.ts';

/** The seed whose weights ship, and so the one that the ribbon shows. */
const shownSeed = 1;

export function shippedCurves({ seeds }: CellResult, facts: TaskFacts, isAlone: boolean): Curve[] {
  return seeds.map(({ seed, checks, solvedAt }) => {
    const points = checks.map((y, k) => ({ x: k * facts.checkEvery, y }));
    return { points, isHeavy: isAlone && seed === shownSeed, ring: ringAt(points, solvedAt) };
  });
}

export function freshCurve({ checks, losses, solvedAt }: FreshRun, measure: Measure): Curve {
  const points = measure === 'loss' ? smoothed(losses) : checks.map(({ update, score }) => ({ x: update, y: score }));
  return { points, isHeavy: true, ring: measure === 'loss' ? null : ringAt(points, solvedAt) };
}

/** Of guessing: cross-entropy ln k for k equally likely classes. */
export function chanceLoss(facts: TaskFacts): number {
  return facts.measure === 'loss' ? facts.chance : Math.log(facts.answers.length);
}

/** The mean of each update and the four before it. */
function smoothed(losses: readonly number[]): Curve['points'] {
  const span = 5;
  return losses.map((_, k) => {
    const near = losses.slice(Math.max(0, k - span + 1), k + 1);
    return { x: k + 1, y: near.reduce((sum, loss) => sum + loss, 0) / near.length };
  });
}
