/** Whether all seeds of a setting are to be run here, or the first alone. */
import type { JSX } from 'preact';
import type { WhichSeeds } from './here-job.ts';
import { format } from './numbers.ts';
import type { HereTexts } from './RunHere.tsx';

interface SeedChoiceProps {
  readonly texts: HereTexts;
  readonly seeds: number;
  readonly chosen: WhichSeeds;
  readonly onChoose: (which: WhichSeeds) => void;
}

export function SeedChoice({ texts, seeds, chosen, onChoose }: SeedChoiceProps): JSX.Element {
  return (
    <fieldset class="choices here-choice" aria-label={texts.which}>
      {(['all', 'one'] as const).map((which) => (
        <button key={which} type="button" aria-pressed={which === chosen} onClick={() => onChoose(which)}>
          {format(texts[`which.${which}`], { n: seeds })}
        </button>
      ))}
    </fieldset>
  );
}
