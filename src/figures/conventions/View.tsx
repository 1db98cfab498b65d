/** One trained network in everybody's writing: equations, blocks, and what becomes of it converted and not. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame, Stopped } from '../shared/Frame.tsx';
import { Icon } from '../shared/icons.tsx';
import { SelectBox } from '../shared/SelectBox.tsx';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Words } from '../shared/Words.tsx';
import { Blocks } from './Blocks.tsx';
import { conventionsCsv } from './csv.ts';
import { Lines } from './Lines.tsx';
import { type ConventionModel, createConventionModel } from './model.ts';
import { type PresetName, presetsOf } from './presets.ts';
import { Switches } from './Switches.tsx';
import { tensorsOf } from './tensors.ts';
import type { ConventionsProps } from './types.ts';
import { instruction, presetName, statusLine, writtenBy } from './words.ts';

export function Conventions(props: ConventionsProps): JSX.Element {
  const [model] = useState(() => {
    try {
      const made = createConventionModel(props);
      made.outcomes.peek();
      return made;
    } catch {
      return null;
    }
  });
  if (model) return <Live {...props} model={model} />;
  const { shared, errors, texts } = props;
  return (
    <Stopped texts={shared} action={{ label: texts.reload, run: () => location.reload() }}>
      <p>{errors.tensorFileUnreadable}</p>
    </Stopped>
  );
}

interface LiveProps extends ConventionsProps {
  readonly model: ConventionModel;
}

function Live({ id, level, texts, shared, code, model, children }: LiveProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);
  const state = model.state.now.value;
  const { inputs, hidden } = model.sizes.value;
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="conventions"
        level={level}
        code={code}
        texts={shared}
        title={texts.title}
        instruction={instruction(texts)}
        link={model.state.link}
        menu={[
          { label: texts.csv, run: () => download('unrolled-conventions.csv', 'text/csv', conventionsCsv(model)) },
        ]}
        onReset={model.state.reset}
        isReady={model.isAwake.value}
        notice={model.state.hasUnreadableLink.value ? shared.unreadableLink : ''}
        status={statusLine(texts, model)}
      >
        <Head {...{ texts, shared, model }} />
        <div class="conventions-board">
          <div>
            <Lines state={state} label={texts.lines}>
              {children}
            </Lines>
            <p class="conventions-about">
              <Words>{writtenBy(texts, model)}</Words>
            </p>
          </div>
          <Blocks texts={texts} tensors={tensorsOf(state, inputs, hidden)} />
        </div>
        <Switches texts={texts} model={model} />
      </Frame>
    </div>
  );
}

type HeadProps = Pick<ConventionsProps, 'texts' | 'shared'> & { readonly model: ConventionModel };

function Head({ texts, shared, model }: HeadProps): JSX.Element {
  const { cell } = model.state.now.value;
  const preset = model.preset.value;
  const names = Object.keys(presetsOf[cell]) as PresetName[];
  const { canUndo, canRedo, undo, redo } = model.state;
  const taking = [
    { name: 'undo' as const, isOff: !canUndo.value, run: undo },
    { name: 'redo' as const, isOff: !canRedo.value, run: redo },
  ];
  return (
    <div class="conventions-head">
      <fieldset class="choices" aria-label={texts.cell}>
        {(['gru', 'lstm'] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === cell}
            onClick={() =>
              model.state.change(name === 'lstm' ? { cell: name, ...lettersForLstm(model) } : { cell: name })
            }
          >
            {texts[`cell.${name}`]}
          </button>
        ))}
      </fieldset>
      <SelectBox
        kind="conventions-preset"
        label={texts.by}
        value={preset ?? 'mixture'}
        options={[
          ...names.map((value) => ({ value, label: presetName(texts, value) })),
          ...(preset ? [] : [{ value: 'mixture' as const, label: texts['preset.mixture'] }]),
        ]}
        onChoose={(value) => value !== 'mixture' && model.choosePreset(value)}
      />
      <div class="conventions-undo">
        {taking.map(({ name, isOff, run }) => (
          <button
            key={name}
            type="button"
            class="icon-button"
            aria-label={shared[name]}
            title={shared[name]}
            aria-disabled={isOff}
            onClick={isOff ? undefined : run}
          >
            <Icon name={name} />
          </button>
        ))}
      </div>
    </div>
  );
}

/** The papers' letters are those of a GRU. */
function lettersForLstm({ state }: ConventionModel) {
  const { letters } = state.now.peek();
  return letters === 'paper' || letters === 'article' ? ({ letters: 'pytorch' } as const) : {};
}
