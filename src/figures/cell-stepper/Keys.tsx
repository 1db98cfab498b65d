/** The lists of keys that the drawing and the equations beside it understand. */
import type { JSX } from 'preact';
import { untranslated } from '../shared/Words.tsx';
import type { StepperTexts } from './texts.ts';

type Row = readonly [keys: string, text: keyof StepperTexts];

const inDrawing: readonly Row[] = [
  ['← →', 'keys.step'],
  ['Home End', 'keys.ends'],
  ['Shift ↑ ↓', 'keys.move'],
  ['↑ ↓', 'keys.change'],
  ['Enter', 'keys.type'],
  ['0', 'keys.clear'],
  ['x', 'keys.scale'],
  ['f', 'keys.freeze'],
  ['Shift ← →', 'keys.reach'],
  ['a', 'keys.all'],
  ['n p', 'keys.substep'],
  ['t', 'keys.trace'],
  ['Esc', 'keys.escape'],
  ['A–D a–d', 'keys.letter'],
  ['Space', 'keys.play'],
  ['Ctrl Z, Ctrl Y', 'keys.undo'],
  ['?', 'keys.help'],
];

const inWeights: readonly Row[] = [
  ['← → Home End', 'keys.weights.column'],
  ['Shift ↑ ↓', 'keys.weights.row'],
  ['↑ ↓', 'keys.weights.change'],
  ['Enter', 'keys.weights.type'],
  ['0', 'keys.weights.back'],
  ['Ctrl Z, Ctrl Y', 'keys.undo'],
];

const inEquations: readonly Row[] = [
  ['← →', 'keys.terms.move'],
  ['Home End', 'keys.terms.ends'],
  ['Enter', 'keys.terms.open'],
  ['Esc', 'keys.terms.leave'],
];

export function Keys({ texts }: { texts: StepperTexts }): JSX.Element {
  return (
    <>
      <KeyTable caption={texts['keys.where']} rows={inDrawing} texts={texts} />
      <KeyTable caption={texts['keys.weights.where']} rows={inWeights} texts={texts} />
      <KeyTable caption={texts['keys.terms.where']} rows={inEquations} texts={texts} />
    </>
  );
}

interface KeyTableProps {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly texts: StepperTexts;
}

function KeyTable({ caption, rows, texts }: KeyTableProps): JSX.Element {
  return (
    <table class="stepper-keys">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(([keys, text]) => (
          <tr key={text}>
            <th scope="row" {...untranslated}>
              {keys}
            </th>
            <td>{texts[text]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
