/** A number of the recipe in a box of its own. */
import type { JSX } from 'preact';
import { readDecimal, readInteger } from '../shared/fields.ts';
import { NumberBox } from '../shared/NumberBox.tsx';
import { format, formatNumber } from '../shared/numbers.ts';
import type { LabModel } from './model.ts';
import { ranges } from './state.ts';
import type { LabTexts } from './types.ts';

type Name = Exclude<keyof typeof ranges, 'holds' | 'gateBias'>;

interface SettingBoxProps {
  readonly name: Name;
  readonly label: string;
  readonly texts: LabTexts;
  readonly model: LabModel;
}

export function SettingBox({ name, label, texts, model }: SettingBoxProps): JSX.Element {
  const { from, to } = ranges[name];
  const value = model.state.now.value[name];
  const isDecimal = name === 'rate' || name === 'clip';
  const read = isDecimal ? readDecimal : readInteger;
  const shown = isDecimal ? { from, to: formatNumber(to) } : { from: formatNumber(from), to: formatNumber(to) };
  return (
    <NumberBox
      label={label}
      kind="lab-box"
      keys={isDecimal ? 'decimal' : 'numeric'}
      value={value}
      size={Math.min(16, Math.max(2, String(value).length))}
      read={(text) => read(text.trim(), from, to) ?? null}
      problem={format(texts[isDecimal ? 'field.problem.rate' : 'field.problem'], shown)}
      onChoose={(chosen) => model.change({ [name]: chosen })}
    />
  );
}
