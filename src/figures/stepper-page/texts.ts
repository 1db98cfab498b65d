/** The words of the stepper's page. */
import type { Texts } from '../shared/texts.ts';

export type PageTexts = Texts<'figures.stepper-page'>;
