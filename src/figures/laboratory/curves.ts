/** The seeds of one cell as curves, the first heavy; those of a setting to compare with dashed. */
import { type Curve, type Panel, ringAt } from '../shared/curves.ts';
import type { LabTaskFacts } from './tasks.ts';
import type { CellOutcome } from './types.ts';

/** `outcomes` of the setting that is shown, and of one to compare it with. */
export function panelOf(
  outcomes: readonly (CellOutcome | undefined)[],
  facts: Pick<LabTaskFacts, 'measure' | 'chance'>,
  updates: number,
  chanceLabel: string,
): Panel {
  const curves = outcomes.flatMap((outcome, k) => (outcome ? curvesOf(outcome, k > 0) : []));
  return { curves, updates, axis: facts.measure === 'loss' ? 'error' : 'accuracy', chance: facts.chance, chanceLabel };
}

function curvesOf({ seeds }: CellOutcome, isOther: boolean): Curve[] {
  return seeds
    .filter(({ checks }) => checks.length > 0)
    .map(({ checks, solvedAt }, k) => {
      const points = checks.map(({ update, score }) => ({ x: update, y: score }));
      return { points, isHeavy: k === 0, isOther, ring: ringAt(points, solvedAt) };
    });
}
