/** Every sentence where conventions are compared; the verdicts are those of the runs. */
import { format, formatNumber, formatSmall } from '../shared/numbers.ts';
import type { ConventionModel, Outcome } from './model.ts';
import { SEQUENCES } from './model.ts';
import type { PresetName } from './presets.ts';
import type { ConventionTexts, Switch } from './types.ts';

export function instruction(texts: ConventionTexts): string {
  return format(texts.instruction, { of: SEQUENCES });
}

export function presetName(texts: ConventionTexts, name: PresetName): string {
  return texts[`preset.${name}`];
}

/** Who writes so, or in whose letters the mixture stands. */
export function writtenBy(texts: ConventionTexts, { state, preset }: Pick<ConventionModel, 'state' | 'preset'>) {
  const name = preset.value;
  const known = texts as Readonly<Record<string, string>>;
  if (name !== null) return known[`about.${state.now.value.cell}.${name}`] ?? '';
  return format(texts['about.mixture'], { letters: texts[`letters.${state.now.value.letters}`] });
}

/** Whether it is the same network, in two words. */
export function verdict(texts: ConventionTexts, { isOwn, isSame }: Outcome): string {
  return texts[isOwn ? 'verdict.own' : isSame ? 'verdict.same' : 'verdict.other'];
}

/** Why, of one switch: what converts it, or why nothing does. */
export function why(texts: ConventionTexts, outcome: Outcome & { readonly switch: Switch }): string {
  if (outcome.isOwn) return '';
  const known = texts as Readonly<Record<string, string>>;
  return known[`why.${outcome.switch}.${outcome.isSame ? 'same' : 'other'}`] ?? '';
}

/** A largest difference: 0, 5.6 × 10⁻¹⁶, 0.35. */
export function differenceText(difference: number): string {
  return difference === 0 ? '0' : formatSmall(difference);
}

export function rightText(texts: ConventionTexts, right: number): string {
  return format(texts.right, { n: formatNumber(right), of: formatNumber(SEQUENCES) });
}

export function statusLine(
  texts: ConventionTexts,
  { state, outcomes, right }: Pick<ConventionModel, 'state' | 'outcomes' | 'right'>,
): string {
  const all = outcomes.value.at(-1);
  if (!all) return '';
  const cell = texts[`cell.${state.now.value.cell}`];
  const values = { cell, of: SEQUENCES, trained: right.value };
  if (all.isOwn) return format(texts['status.own'], values);
  const { converted, misread } = all;
  const kind = !all.isSame ? 'status.other' : converted.difference === 0 ? 'status.exact' : 'status.same';
  const first = format(texts[kind], {
    ...values,
    difference: differenceText(converted.difference),
    n: converted.right,
  });
  const second = format(texts['status.misread'], {
    ...values,
    difference: differenceText(misread.difference),
    n: misread.right,
  });
  return [first, second].join(texts.space);
}
