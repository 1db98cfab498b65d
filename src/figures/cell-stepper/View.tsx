/** The stepper: the cell at the present step, every quantity over time, controls, what is forced, the status. */
import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import { Dialog } from '../shared/Dialog.tsx';
import { Frame, Stopped } from '../shared/Frame.tsx';
import { format } from '../shared/numbers.ts';
import { usePalette } from '../shared/palette.ts';
import type { ErrorTexts, SharedTexts } from '../shared/texts.ts';
import { Backward } from './Backward.tsx';
import { beginningOf } from './beginning.ts';
import { Controls } from './Controls.tsx';
import type { StripKind } from './cells.ts';
import { Diagram } from './Diagram.tsx';
import { downloadItems } from './downloads.ts';
import { connectEquations } from './equations.tsx';
import { ForcedList } from './Forced.tsx';
import { createFolding, type Folding } from './folding.ts';
import { Gradient } from './Gradient.tsx';
import { Grid } from './Grid.tsx';
import { areTermsNumbers, toggleTerms } from './in-place.ts';
import { Keys } from './Keys.tsx';
import type { Square } from './light.ts';
import { createStepper, type Stepper } from './model.ts';
import { loadNetwork, type NetworkMade, whyUnreadable } from './network.ts';
import { connectTracing } from './opened/lit.ts';
import { OpenedPanel } from './opened/Panel.tsx';
import { Strips } from './Strips.tsx';
import { statusOf } from './sentence.ts';
import { stripWord } from './strip-names.tsx';
import { NumberTable } from './Table.tsx';
import type { StepperTexts } from './texts.ts';
import { Editor, ValuePanel } from './Value.tsx';

interface StepperProps {
  readonly id: string;
  /** What the network is: task and cell. */
  readonly made: NetworkMade;
  /** A safetensors file in base64. */
  readonly weights: string;
  readonly code: ShownCode;
  readonly texts: StepperTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
}

export function CellStepper(props: StepperProps): JSX.Element {
  const { id, made, weights } = props;
  const opened = useMemo(() => {
    try {
      const trained = loadNetwork(made, weights);
      const stepper = createStepper(id, trained, beginningOf(trained));
      return { stepper, folding: createFolding(stepper) };
    } catch (error) {
      return whyUnreadable(error);
    }
  }, [id, made, weights]);
  return (
    <div>
      {typeof opened === 'string' ? <Unreadable {...props} why={opened} /> : <LiveStepper {...props} {...opened} />}
    </div>
  );
}

/** In a `div`, unlike the page as built: else Preact would keep elements and attributes of what stood there. */
function Unreadable({ id, made, texts, shared, errors, why }: StepperProps & { why: keyof ErrorTexts }): JSX.Element {
  return (
    <div>
      <section class="figure stepper" data-figure={id} aria-labelledby={`${id}-title`}>
        <h3 class="figure-title" id={`${id}-title`}>
          {texts[`title.${made.cell}`]}
        </h3>
        <Stopped texts={shared} action={{ label: texts.reload, run: () => location.reload() }}>
          <p>{errors[why]}</p>
        </Stopped>
      </section>
    </div>
  );
}

interface LiveProps extends Pick<StepperProps, 'id' | 'code' | 'texts' | 'shared'> {
  readonly stepper: Stepper;
  readonly folding: Folding;
  /** What to do with this cell, when absent. */
  readonly title?: string | undefined;
  /** Of the title among the page's headings; 3 in a chapter. */
  readonly level?: 2 | 3;
}

export function LiveStepper(props: LiveProps): JSX.Element {
  const { id, code, texts, shared, stepper, folding, level = 3 } = props;
  const palette = usePalette();
  const root = useRef<HTMLDivElement>(null);
  const [isReady, setReady] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [sheet, setSheet] = useState<'table' | 'keys' | null>(null);

  const focusDrawing = (options?: FocusOptions) => {
    root.current?.querySelector<HTMLElement>('[role=grid]')?.focus(options);
  };
  const showKeys = () => setSheet('keys');
  const open = ({ row, unit, step }: Square) => {
    stepper.select(row, unit, Math.max(1, step));
    focusDrawing();
  };
  useEffect(() => {
    const figure = root.current?.closest('[data-figure]');
    const ways = [stepper.state.connect(window)];
    if (figure)
      ways.push(
        connectTracing(stepper, figure),
        connectEquations(stepper, texts, figure, { open, showKeys }),
        folding.connect(figure),
      );
    setReady(true);
    return () => {
      stepper.pause();
      stepper.checking.stop();
      for (const back of ways) back();
    };
  }, [stepper, folding, texts]);

  const { cell } = stepper;
  const title = props.title ?? texts[`title.${cell}`];
  const wordOf = (strip: StripKind) => stripWord(stepper, texts, strip);
  const areNumbers = useComputed(() => areTermsNumbers(stepper)).value;
  const still = useComputed(() => (stepper.isDragging.value ? '' : undefined));
  const travel = useComputed(() => {
    if (!stepper.isPlaying.value) return undefined;
    return stepper.state.now.value.step % 2 === 1 ? 'odd' : 'even';
  });
  const host = { edit: setTyped, showKeys };
  const setChosen = (isChosen: boolean) => {
    stepper.light.isChosen.value = isChosen;
  };
  const closeEditor = (isByKey: boolean) => {
    setTyped(null);
    if (isByKey) focusDrawing({ preventScroll: true });
  };

  return (
    <Frame
      {...{ id, isReady, code, level }}
      kind={`stepper stepper-${cell}${stepper.opening.opened.value ? ' is-opened' : ''}`}
      title={title}
      instruction={stepper.isBackward.value ? texts['instruction.backward'] : texts[`instruction.${cell}`]}
      texts={shared}
      link={stepper.state.link}
      menu={[
        { label: shared.table, run: () => setSheet('table') },
        { label: shared.keys, run: showKeys },
        {
          label: texts[areNumbers ? 'numbers.symbols.menu' : 'numbers.inPlace.menu'],
          run: () => toggleTerms(stepper),
        },
        ...downloadItems({ stepper, texts, title, wordOf, drawing: () => root.current }),
      ]}
      onReset={stepper.state.reset}
      controls={
        <>
          <Controls {...{ stepper, texts, shared }} />
          <Gradient {...{ stepper, texts }} />
          <ValuePanel {...{ stepper, texts }} />
          <ForcedList {...{ stepper, texts }} />
        </>
      }
      status={() => statusOf(stepper, texts)}
      isBusy={() => stepper.isPlaying.value || stepper.isDragging.value}
      notice={stepper.state.hasUnreadableLink.value ? shared.unreadableLink : ''}
    >
      <div
        ref={root}
        class="stepper-drawing"
        data-opened={stepper.opening.opened.value ? '' : undefined}
        onFocusIn={() => setChosen(true)}
        onFocusOut={() => setChosen(false)}
        data-still={still}
        data-travel={travel}
      >
        {stepper.isBackward.value ? (
          <Backward {...{ stepper, texts, palette }} host={{ open, showKeys }} />
        ) : (
          <LiveDiagram {...{ stepper, texts }} />
        )}
        <OpenedPanel {...{ stepper, texts }} onLeave={() => focusDrawing({ preventScroll: true })} />
        <Strips
          {...{ stepper, texts, palette }}
          ranks={folding.ranks}
          editor={typed !== null && <Editor {...{ stepper, texts }} beginning={typed} onClose={closeEditor} />}
        >
          <Grid {...{ stepper, texts, host }} />
        </Strips>
      </div>
      {sheet === 'table' && (
        <Dialog title={texts.table} closeLabel={shared.close} onClose={() => setSheet(null)}>
          <NumberTable {...{ stepper, texts }} />
        </Dialog>
      )}
      {sheet === 'keys' && (
        <Dialog title={shared.keys} closeLabel={shared.close} onClose={() => setSheet(null)}>
          <Keys texts={texts} />
        </Dialog>
      )}
    </Frame>
  );
}

function LiveDiagram({ stepper, texts }: Pick<LiveProps, 'stepper' | 'texts'>): JSX.Element {
  const { unit, step } = stepper.state.now.value;
  return <Diagram stepper={stepper} texts={texts} label={format(texts.diagram, { unit, step })} />;
}
