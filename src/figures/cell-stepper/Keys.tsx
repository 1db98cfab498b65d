/** The list of keys that the drawing understands. */
import type { JSX } from 'preact';
import type { StepperTexts } from './texts.ts';

const rows = [
  ['← →', 'keys.step'],
  ['Home End', 'keys.ends'],
  ['Shift ↑ ↓', 'keys.move'],
  ['↑ ↓', 'keys.change'],
  ['Enter', 'keys.type'],
  ['0', 'keys.clear'],
  ['A–D a–d', 'keys.letter'],
  ['Space', 'keys.play'],
  ['Ctrl Z, Ctrl Y', 'keys.undo'],
  ['?', 'keys.help'],
] as const;

export function Keys({ texts }: { texts: StepperTexts }): JSX.Element {
  return (
    <>
      <p>{texts['keys.where']}</p>
      <table class="stepper-keys">
        <tbody>
          {rows.map(([keys, text]) => (
            <tr key={text}>
              <th scope="row">{keys}</th>
              <td>{texts[text]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
