/**
 * Text that changes while the page is open, and how it outlives a program that translates the page: such a program puts
 * every piece of text into elements of its own, and what is written into the old piece afterwards is seen by nobody. So
 * an element goes with its text, and it goes where it has no text beside it.
 */
import type { JSX } from 'preact';

/** The outer element stays where it is among whatever stands around it. */
export function Words({ children }: { readonly children: string | number }): JSX.Element {
  return (
    <span>
      <span key={children}>{children}</span>
    </span>
  );
}

/**
 * Spread over what is the same in every language: numbers, letters that name quantities. In the browser Preact sets the
 * property, which is a boolean; the page as built needs the attribute, which is a word.
 */
export const untranslated = { translate: typeof document === 'undefined' ? ('no' as never) : false };
