/** The shipped curves of one cell as a panel. */
import { createTask } from '../../tasks/tasks.ts';
import { type Panel, ringAt } from '../shared/curves.ts';
import type { CurveFile } from './types.ts';

type Setting = CurveFile['settings'][number];

/** `all` of the same task, so that the panels have the same axes. */
export function curvesPanel(setting: Setting | undefined, all: readonly Setting[], chanceLabel: string): Panel {
  const task = createTask((setting ?? all[0])?.setting.task === 'copy' ? 'copy' : 'copy-small');
  const updates = Math.max(0, ...all.flatMap(({ seeds }) => seeds.map(({ checks }) => checks.length)));
  const curves = (setting?.seeds ?? []).map(({ checks, solvedAt }, k) => {
    const points = checks.map((y, at) => ({ x: (at + 1) * task.checkEvery, y }));
    return { points, isHeavy: k === 0, ring: ringAt(points, solvedAt) };
  });
  return { curves, updates: updates * task.checkEvery, axis: 'accuracy', chance: task.chance, chanceLabel };
}
