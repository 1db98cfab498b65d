/** What the figure of the gate bias is given, and the words its files share. Shapes only. */
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { HereTexts } from '../shared/RunHere.tsx';
import type { PackedSetting } from '../shared/sweeps.ts';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type BiasTexts = Texts<'figures.bias-lab'>;
export type BiasTask = 'remember' | 'order-6a';
export type BiasCell = 'gru' | 'lstm';
/** One for all units, or spread over them. */
export type BiasName = '0' | '1' | '2' | '3' | '4' | '5' | '6' | 'chrono';

export interface BiasLabProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: BiasTexts;
  readonly here: HereTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly settings: readonly PackedSetting[];
  /** `npm run sweep` with these makes them again. */
  readonly commands: readonly string[];
  /** Of the laboratory's page. */
  readonly labPath: string;
}
