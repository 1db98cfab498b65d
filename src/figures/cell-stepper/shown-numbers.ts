/** Whether the lines of numbers under equations are shown: the reader's choice, the same in every chapter. */
import { type ReadonlySignal, signal } from '@preact/signals';

const key = 'unrolled.numbers';
const shown = signal(readChoice());

export const areNumbersShown: ReadonlySignal<boolean> = shown;

export function showNumbers(isShown: boolean): void {
  shown.value = isShown;
  try {
    localStorage.setItem(key, isShown ? 'shown' : 'hidden');
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(key) !== 'hidden';
  } catch {
    return true;
  }
}
