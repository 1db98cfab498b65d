/** What an entry is called: "Forget gate of all units at steps 6 to 9". */
import { format } from '../shared/numbers.ts';
import type { Forced } from './forced.ts';
import type { StepperTexts } from './texts.ts';

export function whoOf({ unit }: Forced, texts: StepperTexts): string {
  return unit === 'all' ? texts['forced.all'] : format(texts['forced.unit'], { unit });
}

export function whenOf({ firstStep: first, lastStep: last }: Forced, texts: StepperTexts): string {
  return first === last ? format(texts['forced.step'], { first }) : format(texts['forced.steps'], { first, last });
}

export function nameOf(entry: Forced, texts: StepperTexts): string {
  const quantity = texts[`name.${entry.quantity}`];
  return format(texts['forced.name'], { quantity, who: whoOf(entry, texts), when: whenOf(entry, texts) });
}
