/** The one gate bias of all units: as the steps it holds, or as the number b itself. */
import type { JSX } from 'preact';
import { readDecimal, readInteger } from '../shared/fields.ts';
import { NumberBox } from '../shared/NumberBox.tsx';
import { format, formatNumber } from '../shared/numbers.ts';
import type { LabModel } from './model.ts';
import { biasOfState, ranges } from './state.ts';
import type { LabTexts } from './types.ts';

interface ConstantBoxesProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
}

export function ConstantBoxes({ texts, model }: ConstantBoxesProps): JSX.Element {
  const now = model.state.now.value;
  const { holds, gateBias } = ranges;
  return (
    <>
      <NumberBox
        label={texts['field.holds']}
        kind="lab-box"
        value={now.holds}
        size={4}
        read={(text) => readInteger(text.trim(), holds.from, holds.to) ?? null}
        problem={format(texts['field.problem'], { from: holds.from, to: formatNumber(holds.to) })}
        onChoose={(chosen) => model.change({ holds: chosen, gateBias: null })}
      />
      <NumberBox
        label={texts['field.bias']}
        kind="lab-box"
        // Three decimals say which steps; the run takes the number whole.
        value={now.gateBias ?? Number(biasOfState(now).toFixed(3))}
        size={6}
        keys="text"
        read={(text) => readDecimal(text.trim().replace('−', '-'), gateBias.from, gateBias.to) ?? null}
        problem={format(texts['field.problem.rate'], { from: `−${-gateBias.from}`, to: gateBias.to })}
        onChoose={(chosen) => model.change({ gateBias: chosen })}
      />
    </>
  );
}
