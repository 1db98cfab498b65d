/** Who can be trained against whom: the three cells, and their variants by name. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Run } from '../../training/run.ts';
import { VARIANT_NAMES, type VariantName } from '../../training/variants.ts';

export type Contender = CellKind | VariantName;

/** What ships, and what the laboratory opens with. */
export const allCells: readonly CellKind[] = ['rnn', 'gru', 'lstm'];
export const lstmVariants = VARIANT_NAMES.lstm;
/** In the order in which they stand beside each other. */
export const allContenders: readonly Contender[] = ['rnn', 'relu', 'gru', 'lstm', ...lstmVariants];
/** More than these make curves too small to read. */
export const mostContenders = 6;

export function cellOf(contender: Contender): CellKind {
  const variant = variantOf(contender);
  if (variant === undefined) return contender as CellKind;
  return variant === 'relu' ? 'rnn' : 'lstm';
}

/** Undefined for a cell as it is. */
export function variantOf(contender: Contender): VariantName | undefined {
  return allCells.some((cell) => cell === contender) ? undefined : (contender as VariantName);
}

export function contenderOf({ cell, variant }: Pick<Run, 'cell' | 'variant'>): Contender {
  return variant ?? cell;
}

/** Whether a gate's bias says how long it holds. */
export function isGated(contender: Contender): boolean {
  return cellOf(contender) !== 'rnn';
}

export function inOrder(contenders: Iterable<Contender>): Contender[] {
  const chosen = new Set(contenders);
  return allContenders.filter((one) => chosen.has(one));
}
