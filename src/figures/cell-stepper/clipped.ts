/** What clipping by norm would do to the gradient on view before it is used: its length, and the share that is kept. */

import { clipByNorm } from '../../engine/clipping.ts';
import { readDecimal } from '../shared/fields.ts';
import type { BackwardRun } from './backward.ts';

export interface Clipped {
  /** Of the gradient of all parameters, before and after. */
  readonly norm: number;
  readonly left: number;
  /** What every entry is multiplied by; 1 where nothing is cut. */
  readonly share: number;
}

/** Norms at which one may clip. */
export const thresholds = { from: 0.001, to: 1000 } as const;

/** Null for what is no such number. */
export function readThreshold(text: string): number | null {
  return readDecimal(text.trim(), thresholds.from, thresholds.to) ?? null;
}

/** As training does it. Null without a loss. */
export function clippedAt({ parameters }: BackwardRun, threshold: number): Clipped | null {
  if (!parameters) return null;
  const gradient = parameters.data.slice();
  const norm = clipByNorm(gradient, threshold);
  const left = clipByNorm(gradient, Number.POSITIVE_INFINITY);
  return { norm, left, share: left === norm ? 1 : left / norm };
}
