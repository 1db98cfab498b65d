/** An exercise: the question, the numbers that may be changed, what the engine found; below it the cell they are in. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { StepperTexts } from '../cell-stepper/texts.ts';
import { LiveStepper } from '../cell-stepper/View.tsx';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import { format } from '../shared/numbers.ts';
import type { SharedTexts } from '../shared/texts.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import { createExercise, type Exercise, type OpenNumber } from './model.ts';
import { HINTS } from './state.ts';
import { findingOf, type PuzzleTexts } from './words.ts';

interface PuzzleProps {
  readonly id: string;
  readonly offered: Parameters<typeof createExercise>[1];
  readonly code: Readonly<Record<'rnn' | 'lstm' | 'gru', ShownCode>>;
  readonly texts: PuzzleTexts;
  readonly stepperTexts: StepperTexts;
  readonly shared: SharedTexts;
  readonly level?: 2 | 3;
}

export function Puzzle(props: PuzzleProps): JSX.Element {
  const { id, offered, code, texts, stepperTexts, shared, level = 3 } = props;
  const exercise = useMemo(() => createExercise(id, offered), [id, offered]);
  const [isReady, setReady] = useState(false);
  const { stepper, folding, name } = exercise.bench.value;
  // After the stepper's own: it has read its part of the address by then.
  useEffect(() => {
    const back = exercise.connect(window);
    setReady(true);
    return back;
  }, [exercise]);
  const Heading: 'h2' | 'h3' = `h${level}`;
  // What is copied is the whole of it.
  const whole = useMemo(() => ({ ...stepper, state: { ...stepper.state, link: exercise.link } }), [stepper, exercise]);
  return (
    <div>
      <section class="exercise" data-figure={id} data-ready={isReady ? '' : undefined} aria-labelledby={`${id}-title`}>
        <div class="exercise-box">
          <div class="exercise-head">
            <Heading class="figure-title" id={`${id}-title`}>
              <Words>{format(texts.title, { name: texts[`name.${name}`] })}</Words>
            </Heading>
            {offered.length > 1 && <Chooser {...{ exercise, texts }} />}
          </div>
          <p class="exercise-question">
            <Words>{texts[`question.${name}`]}</Words>
          </p>
          <Numbers key={name} {...{ exercise, texts }} />
          <Actions {...{ exercise, texts }} />
          <Hints {...{ exercise, texts }} />
          <Found {...{ exercise, texts }} />
        </div>
        <LiveStepper
          key={name}
          {...{ folding, shared }}
          id={exercise.cellId}
          stepper={whole}
          code={code[stepper.cell]}
          texts={stepperTexts}
          title={texts.cell}
          level={level}
        />
      </section>
    </div>
  );
}

interface PartProps {
  readonly exercise: Exercise;
  readonly texts: PuzzleTexts;
}

function Chooser({ exercise, texts }: PartProps): JSX.Element {
  const { name } = exercise.bench.value;
  return (
    <label class="select-box">
      <span>{texts.choose}</span>
      <select
        value={name}
        onChange={({ currentTarget }) => exercise.choose(currentTarget.value as typeof name, window)}
      >
        {exercise.offered.map((one) => (
          <option key={one} value={one} selected={one === name}>
            {texts[`name.${one}`]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Numbers({ exercise, texts }: PartProps): JSX.Element {
  const { numbers, most, name } = exercise.bench.value;
  const [refused, setRefused] = useState(false);
  return (
    <fieldset class="exercise-numbers">
      <legend>
        <Words>{format(most === 1 ? texts.one : texts.most, { most })}</Words>
      </legend>
      <div data-count={numbers.length}>
        {numbers.map((number) => (
          <NumberBox key={`${name} ${number.label}`} {...{ exercise, number }} onRefused={setRefused} />
        ))}
      </div>
      <p role="alert">{refused && <Words>{texts.badNumber}</Words>}</p>
    </fieldset>
  );
}

interface NumberBoxProps {
  readonly exercise: Exercise;
  readonly number: OpenNumber;
  readonly onRefused: (isRefused: boolean) => void;
}

/** Takes effect on Enter and when it is left; what cannot be read is put back. */
function NumberBox({ exercise, number, onRefused }: NumberBoxProps): JSX.Element {
  const shown = String(Number(exercise.valueOf(number).toFixed(3))).replace('-', '−');
  const take = (box: HTMLInputElement) => {
    const isTaken = exercise.setNumber(number, box.value);
    onRefused(!isTaken);
    if (!isTaken) box.value = shown;
  };
  return (
    <label>
      <span {...untranslated}>{number.label}</span>
      <input
        type="text"
        inputMode="text"
        autocomplete="off"
        spellcheck={false}
        value={shown}
        onChange={({ currentTarget }) => take(currentTarget)}
      />
    </label>
  );
}

function Actions({ exercise, texts }: PartProps): JSX.Element {
  const { hints } = exercise.state.now.value;
  return (
    <div class="exercise-actions">
      <button type="button" class="button button-primary" onClick={exercise.check}>
        {texts.check}
      </button>
      <button type="button" class="button" disabled={hints === HINTS} onClick={exercise.hint}>
        {texts.hint}
      </button>
      <button type="button" class="button" onClick={exercise.solve}>
        {texts.solution}
      </button>
    </div>
  );
}

function Hints({ exercise, texts }: PartProps): JSX.Element {
  const { hints } = exercise.state.now.value;
  const { name } = exercise.bench.value;
  return (
    <ol class="exercise-hints" aria-label={texts.hints} aria-live="polite">
      {([1, 2] as const).slice(0, hints).map((k) => (
        <li key={`${name} ${k}`}>
          <Words>{texts[`hint${k}.${name}`]}</Words>
        </li>
      ))}
    </ol>
  );
}

function Found({ exercise, texts }: PartProps): JSX.Element {
  const finding = findingOf(exercise, texts);
  return (
    <p class="figure-status exercise-found" aria-live="polite" data-found={finding ? '' : undefined}>
      {finding ? (
        <>
          <b>
            <Words>{finding.word}</Words>
          </b>{' '}
          <Words>{finding.text}</Words>
        </>
      ) : (
        <Words>{texts.notChecked}</Words>
      )}
    </p>
  );
}
