/** What a row of the opened product is called: the letters of what is multiplied, with the unit it is read from. */
import type { JSX } from 'preact';
import { untranslated } from '../../shared/Words.tsx';
import { stripsOf } from '../cells.ts';
import type { Stepper } from '../model.ts';
import type { OpenedNumber, OpenedRow } from './parts.ts';

interface NameProps {
  readonly stepper: Stepper;
  readonly of: OpenedNumber;
  readonly row?: OpenedRow;
}

export function RowName({ stepper, of, row }: NameProps): JSX.Element {
  const letterOf = (name: string) => stripsOf[stepper.cell].find((strip) => strip.name === name)?.letter ?? '';
  const last = row?.factors.at(-1) ?? of;
  const inColour = (text: string, colour: OpenedNumber['colour']) => (
    <i style={colour ? { color: `var(--${colour})` } : undefined}>{text}</i>
  );
  const named = () => {
    switch (row?.kind) {
      case 'input':
        return (
          <>
            {inColour('x', 'input')}
            <Read stepper={stepper} unit={last.unit} step={last.step} />
          </>
        );
      case 'recurrent':
        return (
          <>
            {row.factors.length > 2 && inColour('r', 'forget')}
            {inColour('h', 'hidden')}
            <sub>{last.unit}</sub>
          </>
        );
      case 'bias':
        return row.factors.map(({ name }, k) => (
          <span key={name}>
            {k > 0 && ' + '}
            <i>b</i>
            <sub>{name.charAt(2)}</sub>
          </span>
        ));
      case 'inner':
        return (
          <>
            {inColour('r', 'forget')} <i>(W h + b)</i>
          </>
        );
      case 'complement':
        return <>1 − {inColour(letterOf(of.name), of.colour)}</>;
      case 'peephole':
      case 'state':
        return row.factors
          .filter(({ name }) => row.kind === 'state' || name === 'cellState')
          .map(({ name, colour }) => (
            <span key={name}>
              {name === 'writtenShare' ? '(1−' : ''}
              {name === 'squashedCell' ? 'tanh ' : ''}
              {inColour(letterOf(shownAs[name] ?? name), colour)}
              {name === 'writtenShare' ? ') ' : ' '}
            </span>
          ));
      default:
        return inColour(letterOf(of.name), of.colour);
    }
  };
  return <span {...untranslated}>{named()}</span>;
}

/** What follows from a quantity goes by its letter. */
const shownAs: Readonly<Record<string, string>> = { writtenShare: 'updateGate', squashedCell: 'cellState' };

/** The column of the weights that is read: by its letter where the input is one letter, else by its number. */
function Read({ stepper, unit, step }: { stepper: Stepper; unit: number; step: number }): JSX.Element {
  const letter = stepper.state.now.value.letters.charAt(step - 1);
  const isLetter = stepper.trained.alphabet[unit - 1] === letter;
  return isLetter ? <span class="opened-letter">{letter}</span> : <sub>{unit}</sub>;
}
