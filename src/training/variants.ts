/** The cells that a run may train besides the plain ones, by name: the ablations of Greff et al. (2017), and two more. */

import type { CellKind } from '../engine/cells/contract.ts';
import type { CellVariant } from '../engine/cells/variants.ts';
import type { LayerDescription } from '../engine/sequence/contract.ts';

export type VariantName =
  | 'no-input-gate'
  | 'no-forget-gate'
  | 'no-output-gate'
  | 'no-input-activation'
  | 'no-output-activation'
  | 'coupled'
  | 'peepholes'
  | 'relu';

const lstm: Record<Exclude<VariantName, 'relu'>, CellVariant> = {
  'no-input-gate': { without: ['inputGate'] },
  'no-forget-gate': { without: ['forgetGate'] },
  'no-output-gate': { without: ['outputGate'] },
  'no-input-activation': { candidate: 'identity' },
  'no-output-activation': { shown: 'identity' },
  coupled: { coupled: true },
  peepholes: { peepholes: true },
};

/** The variants of each cell; the GRU is trained as it is. */
export const VARIANT_NAMES: Record<CellKind, readonly VariantName[]> = {
  rnn: ['relu'],
  gru: [],
  lstm: Object.keys(lstm) as VariantName[],
};

/** What a variant sets in the description of a layer. */
export function variantSettings(name: VariantName | undefined): Pick<LayerDescription, 'variant' | 'nonlinearity'> {
  if (name === undefined) return {};
  return name === 'relu' ? { nonlinearity: 'relu' } : { variant: lstm[name] };
}
