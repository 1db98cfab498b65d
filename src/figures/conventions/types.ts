/** What the figure of conventions is given, and the words its files share. Shapes only. */
import type { ComponentChildren } from 'preact';
import type { Writing } from '../../engine/writing.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type ConventionTexts = Texts<'figures.conventions'>;
export type WrittenCell = 'gru' | 'lstm';
/** Whose letters the equations are in. `article`: the one of the five that writes a GRU out. */
export type Letters = 'pytorch' | 'keras' | 'onnx' | 'paper' | 'article';
/** What may be written in two ways or three. */
export type Switch = keyof Writing;

export interface ConventionState extends Writing {
  readonly cell: WrittenCell;
  readonly letters: Letters;
}

export interface ConventionsProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: ConventionTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  /** Of the shipped network of each cell, in base64. */
  readonly weights: Readonly<Record<WrittenCell, string>>;
  /** The equations that the figure opens with, rendered at build. */
  readonly children?: ComponentChildren;
}
