/** What in a setting departs from the usual recipe, in words for a row of the table. */
import { format } from '../shared/numbers.ts';
import { usualState } from './rows.ts';
import type { LabState } from './state.ts';
import type { LabTexts } from './types.ts';

/** Empty for the recipe as it is. */
export function recipeOf(texts: LabTexts, state: LabState): string {
  const { width, units, batch, rule, rate, clip, init } = state;
  const departs = (...parts: (keyof LabState)[]) => parts.some((part) => state[part] !== usualState[part]);
  const breadth = format(texts[width === 'same' ? 'recipe.same' : 'recipe.budget'], { n: units });
  return [
    departs('width', 'units') && breadth,
    departs('batch') && format(texts['recipe.batch'], { n: batch }),
    departs('rule', 'rate') && format(texts['recipe.rate'], { rule: texts[`rule.${rule}`], rate }),
    departs('clip') && format(texts['recipe.clip'], { n: clip }),
    departs('init') && format(texts['recipe.init'], { init: texts[`init.${init}`] }),
  ]
    .filter(Boolean)
    .join(texts.comma);
}
