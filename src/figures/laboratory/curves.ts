/** The seeds of one cell as curves, the first heavy; those of a setting to compare with dashed. */
import { type Curve, type Panel, ringAt } from '../shared/curves.ts';
import type { LabTaskFacts } from './tasks.ts';
import type { CellOutcome, CurveView } from './types.ts';

/** Below this a loss would lie on the lower edge of the usual axis. */
const smallLoss = 0.25;

/** `outcomes` of the setting that is shown, and of one to compare it with. */
export function panelOf(
  outcomes: readonly (CellOutcome | undefined)[],
  { measure, chance, chanceLoss }: Pick<LabTaskFacts, 'measure' | 'chance' | 'chanceLoss'>,
  updates: number,
  chanceLabel: string,
  view: CurveView = 'score',
): Panel {
  const draw = view === 'loss' ? lossCurves : scoreCurves;
  const curves = outcomes.flatMap((outcome, k) => (outcome ? draw(outcome, k > 0) : []));
  if (measure === 'loss') return { curves, updates, axis: 'error', chance, chanceLabel };
  if (view === 'loss') {
    const isSmall = chanceLoss !== null && chanceLoss < smallLoss;
    return { curves, updates, axis: isSmall ? 'smallLoss' : 'loss', chance: chanceLoss, chanceLabel };
  }
  return { curves, updates, axis: 'accuracy', chance, chanceLabel };
}

function scoreCurves({ seeds }: CellOutcome, isOther: boolean): Curve[] {
  return seeds
    .filter(({ checks }) => checks.length > 0)
    .map(({ checks, solvedAt }, k) => {
      const points = checks.map(({ update, score }) => ({ x: update, y: score }));
      return { points, isHeavy: k === 0, isOther, ring: ringAt(points, solvedAt) };
    });
}

/** Points of a curve at most: more than a panel has room for. */
const mostPoints = 150;

function lossCurves({ seeds }: CellOutcome, isOther: boolean): Curve[] {
  return seeds
    .filter(({ losses }) => losses.length > 0)
    .map(({ losses }, k) => ({ points: thinned(losses), isHeavy: k === 0, isOther, ring: null }));
}

/** Means over as many updates as it takes, each at the last of them. */
export function thinned(losses: readonly number[]): { x: number; y: number }[] {
  const each = Math.ceil(losses.length / mostPoints);
  return Array.from({ length: Math.ceil(losses.length / each) }, (_, k) => {
    const some = losses.slice(k * each, (k + 1) * each);
    return { x: k * each + some.length, y: some.reduce((sum, loss) => sum + loss, 0) / some.length };
  });
}
