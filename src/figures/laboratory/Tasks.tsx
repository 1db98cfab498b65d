/** The tasks as a row of words, the chosen one underlined. */
import type { JSX } from 'preact';
import type { LabModel } from './model.ts';
import { labTasks } from './tasks.ts';
import type { LabTexts } from './types.ts';

export function Tasks({ texts, model }: { readonly texts: LabTexts; readonly model: LabModel }): JSX.Element {
  const chosen = model.facts.value.task;
  return (
    <fieldset class="lab-tasks" aria-label={texts.task}>
      {labTasks.map((task) => (
        <button key={task} type="button" aria-pressed={task === chosen} onClick={() => model.chooseTask(task)}>
          {texts[`task.${task}`]}
        </button>
      ))}
    </fieldset>
  );
}
