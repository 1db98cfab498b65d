/** The tasks as a row of words, the chosen one underlined. */
import type { JSX } from 'preact';
import type { RaceModel } from './model.ts';
import type { RaceTexts, TaskOffer } from './types.ts';

interface TaskChoiceProps {
  readonly texts: RaceTexts;
  readonly model: RaceModel;
  readonly offers: readonly TaskOffer[];
}

/** Where a task is shown first: the lag at which the others fall apart. */
const usualLag = 100;

export function TaskChoice({ texts, model, offers }: TaskChoiceProps): JSX.Element {
  const chosen = model.offer.value.task;
  return (
    <fieldset class="race-tasks" aria-label={texts.task}>
      {offers.map(({ task }) => (
        <button
          key={task}
          type="button"
          aria-pressed={task === chosen}
          onClick={() => model.change({ task, lag: usualLag, measure: 'score' })}
        >
          {texts[`task.${task}`]}
        </button>
      ))}
    </fieldset>
  );
}
