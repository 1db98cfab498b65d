/** The stepper: the cell at the present step, every quantity over time, controls, what is forced, the status. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import { Dialog } from '../shared/Dialog.tsx';
import { Frame } from '../shared/Frame.tsx';
import { format } from '../shared/numbers.ts';
import { usePalette } from '../shared/palette.ts';
import type { SharedTexts } from '../shared/texts.ts';
import { beginningOf } from './beginning.ts';
import { Controls } from './Controls.tsx';
import { Diagram } from './Diagram.tsx';
import { connectEquations } from './equations.tsx';
import { ForcedList } from './Forced.tsx';
import { createFolding } from './folding.ts';
import { Grid } from './Grid.tsx';
import { Keys } from './Keys.tsx';
import { createStepper } from './model.ts';
import { loadNetwork } from './network.ts';
import { Strips } from './Strips.tsx';
import { statusOf } from './sentence.ts';
import { NumberTable } from './Table.tsx';
import type { StepperTexts } from './texts.ts';
import { Editor, ValuePanel } from './Value.tsx';

export interface StepperProps {
  readonly id: string;
  readonly cell: 'rnn' | 'lstm' | 'gru';
  /** A safetensors file in base64. */
  readonly weights: string;
  readonly code: ShownCode;
  readonly texts: StepperTexts;
  readonly shared: SharedTexts;
}

export function CellStepper({ id, cell, weights, code, texts, shared }: StepperProps): JSX.Element {
  const [stepper, folding] = useMemo(() => {
    const trained = loadNetwork(cell, weights);
    const created = createStepper(id, cell, trained, beginningOf(cell, trained));
    return [created, createFolding(created)] as const;
  }, [id, cell, weights]);
  const palette = usePalette();
  const root = useRef<HTMLDivElement>(null);
  const [isReady, setReady] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [sheet, setSheet] = useState<'table' | 'keys' | null>(null);

  useEffect(() => {
    const figure = root.current?.closest('[data-figure]');
    const ways = [stepper.state.connect(window)];
    if (figure) ways.push(connectEquations(stepper, texts, figure), folding.connect(figure));
    setReady(true);
    return () => {
      stepper.pause();
      for (const back of ways) back();
    };
  }, [stepper, folding, texts]);

  const { unit, step } = stepper.state.now.value;
  const host = { edit: setTyped, showKeys: () => setSheet('keys') };
  const closeEditor = (isByKey: boolean) => {
    setTyped(null);
    if (isByKey) root.current?.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
  };

  return (
    <Frame
      {...{ id, isReady, code }}
      kind={`stepper stepper-${cell}`}
      title={texts[`title.${cell}`]}
      instruction={texts[`instruction.${cell}`]}
      texts={shared}
      link={stepper.state.link}
      menu={[
        { label: shared.table, run: () => setSheet('table') },
        { label: shared.keys, run: () => setSheet('keys') },
      ]}
      onReset={stepper.state.reset}
      controls={
        <>
          <Controls {...{ stepper, texts, shared }} />
          <ValuePanel {...{ stepper, texts }} />
          <ForcedList {...{ stepper, texts }} />
        </>
      }
      status={statusOf(stepper, texts)}
      isBusy={stepper.isPlaying.value || stepper.isDragging.value}
      hasUnreadableLink={stepper.state.hasUnreadableLink.value}
    >
      <div ref={root} class="stepper-drawing" data-still={stepper.isDragging.value ? '' : undefined}>
        <Diagram stepper={stepper} texts={texts} label={format(texts.diagram, { unit, step })} />
        <Strips
          {...{ stepper, texts, palette }}
          ranks={folding.ranks.value}
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
