/** What the figure that takes the LSTM apart is given, and the words its files share. Shapes only. */
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { HereTexts } from '../shared/RunHere.tsx';
import type { PackedSetting } from '../shared/sweeps.ts';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type AblationTexts = Texts<'figures.ablations'>;
/** The whole LSTM, and what may be missing of it: the names of `VariantName`. */
export type Part =
  | 'full'
  | 'no-input-gate'
  | 'no-forget-gate'
  | 'no-output-gate'
  | 'no-input-activation'
  | 'no-output-activation'
  | 'coupled';
/** Of the table: a task and how the gate biases begin. */
export type Column = 'order-6a.chrono' | 'order-6a.default' | 'adding.chrono' | 'adding.default';

export interface AblationsProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: AblationTexts;
  readonly here: HereTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly settings: readonly PackedSetting[];
  /** `npm run sweep` with these makes them again. */
  readonly commands: readonly string[];
  /** Of the laboratory's page. */
  readonly labPath: string;
}
