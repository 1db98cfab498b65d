/** Where the terms of equations stand in the text beside a figure. */

export interface TermGroup {
  /** What holds them: an equation, or a paragraph with formulas in it. */
  readonly holder: HTMLElement;
  /** From left to right. */
  readonly terms: readonly HTMLElement[];
  /** What the equation is called; null for a paragraph. */
  readonly equation: string | null;
}

/** Only what is drawn in the figure counts. */
export function termGroups(text: Element, isDrawn: (term: string) => boolean): TermGroup[] {
  const terms = [...text.querySelectorAll<HTMLElement>('[data-term]')].filter((term) => isDrawn(nameOf(term)));
  const holders = new Set(terms.flatMap((term) => term.closest<HTMLElement>('.equation-body, p, li, td') ?? []));
  return [...holders].map((holder) => ({
    holder,
    terms: terms.filter((term) => holder.contains(term)),
    equation: holder.closest('[data-quantity-of]')?.getAttribute('aria-label') ?? null,
  }));
}

export function nameOf(term: HTMLElement): string {
  return term.dataset['term'] ?? '';
}
