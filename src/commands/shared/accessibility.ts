/** What axe has to say of a page, for the browser tests and the audit alike. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

interface Inspection {
  /** A sentence for every place where a rule is broken. */
  violations: string[];
  /** How many rules hold. */
  rules: number;
}

export interface InspectionOptions {
  /** A selector of the part to look at; the whole page when absent. */
  within?: string;
  /** Rules that do not apply here, by axe's names. */
  passedOver?: string[];
}

/**
 * Runs axe in the page itself and keeps of what is right no more than its number: a page of equations has thousands of
 * elements, and to hand over every one of them takes three times as long as to judge them. No page has frames.
 */
export async function inspectAccessibility(page: Page, options: InspectionOptions = {}): Promise<Inspection> {
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (options.within) builder.include(options.within);
  if (options.passedOver) builder.disableRules(options.passedOver);
  const { violations, passes } = await builder.analyze();
  return {
    violations: violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${help}: ${target.join(' ')}: ${html}`),
    ),
    rules: passes.length,
  };
}
