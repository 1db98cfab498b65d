/** The switches, and what each of them does to the trained network: converted, and read without being converted. */
import type { JSX } from 'preact';
import { untranslated, Words } from '../shared/Words.tsx';
import type { ConventionModel, Outcome } from './model.ts';
import { options } from './state.ts';
import type { ConventionTexts, Switch } from './types.ts';
import { differenceText, rightText, verdict, why } from './words.ts';

interface SwitchesProps {
  readonly texts: ConventionTexts;
  readonly model: ConventionModel;
}

export function Switches({ texts, model }: SwitchesProps): JSX.Element {
  return (
    <table class="conventions-switches">
      <thead>
        <tr>
          <td />
          <th scope="col">{texts['column.written']}</th>
          <th scope="col">{texts['column.converted']}</th>
          <th scope="col">{texts['column.misread']}</th>
          <th scope="col">{texts['column.verdict']}</th>
        </tr>
      </thead>
      <tbody>
        {model.outcomes.value.map((outcome) => (
          <Row key={outcome.switch ?? 'all'} {...{ texts, model, outcome }} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ texts, model, outcome }: SwitchesProps & { readonly outcome: Outcome }): JSX.Element {
  const name = outcome.switch;
  const said = verdict(texts, outcome);
  return (
    <tr data-switch={name ?? 'all'} data-verdict={outcome.isOwn ? 'own' : outcome.isSame ? 'same' : 'other'}>
      <th scope="row">{texts[`switch.${name ?? 'all'}`]}</th>
      <td>{name && <Choices {...{ texts, model, name }} />}</td>
      <Numbers texts={texts} label={texts['column.converted']} of={outcome.converted} kind="converted" />
      <Numbers texts={texts} label={texts['column.misread']} of={outcome.misread} kind="misread" />
      <td class="conventions-verdict">
        <b>
          <Words>{said}</Words>
        </b>
        {name && !outcome.isOwn && (
          <>
            {' '}
            <Words>{why(texts, { ...outcome, switch: name })}</Words>
          </>
        )}
      </td>
    </tr>
  );
}

function Choices({ texts, model, name }: SwitchesProps & { readonly name: Switch }): JSX.Element {
  const chosen = model.state.now.value[name];
  return (
    <fieldset class="choices" aria-label={texts[`switch.${name}`]}>
      {options[name].map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === chosen}
          onClick={() => model.state.change({ [name]: option })}
        >
          {(texts as Readonly<Record<string, string>>)[`option.${option}`]}
        </button>
      ))}
    </fieldset>
  );
}

interface NumbersProps {
  readonly texts: ConventionTexts;
  readonly label: string;
  readonly of: Outcome['converted'];
  readonly kind: 'converted' | 'misread';
}

function Numbers({ texts, label, of, kind }: NumbersProps): JSX.Element {
  const difference = differenceText(of.difference);
  return (
    <td class="conventions-numbers" data-label={label}>
      <b key={difference} data-difference={kind} {...untranslated}>
        {difference}
      </b>
      <span key={of.right} data-right={kind}>
        {rightText(texts, of.right)}
      </span>
    </td>
  );
}
