/** The stepper's words. */
import type { Texts } from '../shared/texts.ts';

export type StepperTexts = Texts<'figures.cell-stepper'>;
