/** The gradient of the chosen unit's weights as it comes together, and what clipping would leave of the whole. */
import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Palette } from '../shared/colours.ts';
import { NumberBox } from '../shared/NumberBox.tsx';
import { format, formatGradient, formatNumber, formatShare } from '../shared/numbers.ts';
import { Strip } from '../shared/Strip.tsx';
import { untranslated, Words } from '../shared/Words.tsx';
import { stripsOf } from './cells.ts';
import { clippedAt, readThreshold } from './clipped.ts';
import type { Stepper } from './model.ts';
import type { StepperTexts } from './texts.ts';
import { writeWeight } from './weight-names.ts';
import { type BlockSums, largestOf, type WeightPart, type WeightSum, weightSums } from './weight-sums.ts';

export interface SumsProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly palette: ReadonlySignal<Palette | null>;
}

export function WeightSums({ stepper, texts, palette }: SumsProps): JSX.Element {
  const { unit, step, sums } = stepper.state.now.value;
  const isOpen = sums === 'open';
  const name = `${stepper.id}-sums`;
  return (
    <div class="stepper-sums">
      <button
        type="button"
        class="stepper-sums-button"
        aria-expanded={isOpen}
        aria-controls={name}
        onClick={() => stepper.state.change({ sums: isOpen ? 'closed' : 'open' })}
      >
        <Words>{format(texts['sums.button'], { unit })}</Words>
      </button>
      {isOpen && (
        <div id={name}>
          <p class="stepper-sums-lead">
            <Words>
              {format(texts['sums.lead'], { step, steps: stepper.lossSteps.value.at(-1) ?? stepper.steps })}
            </Words>
          </p>
          <Blocks {...{ stepper, texts, palette }} />
          <Clipping {...{ stepper, texts }} />
        </div>
      )}
    </div>
  );
}

function Blocks({ stepper, texts, palette }: SumsProps): JSX.Element {
  const { unit, step } = stepper.state.now.value;
  const blocks = weightSums(stepper.shown.value, stepper.backward.shown.value, unit - 1, step - 1);
  return (
    <>
      {blocks.map((block) => (
        <Block key={block.quantity} {...{ stepper, texts, palette, block }} />
      ))}
      <Numbers texts={texts} blocks={blocks} />
    </>
  );
}

const parts = ['input', 'hidden', 'bias', 'peephole'] as const satisfies readonly WeightPart[];

/** Two rows of squares, what this step adds and the sum so far: over what is read, over the old states, the biases. */
function Block({ stepper, texts, palette, block }: SumsProps & { readonly block: BlockSums }): JSX.Element {
  const { quantity, letter, weights, scale } = block;
  const colour = stripsOf[stepper.cell].find(({ name }) => name === quantity)?.colour ?? 'ink';
  const groups = parts
    .map((part) => weights.filter((weight) => weight.part === part))
    .filter(({ length }) => length > 0);
  return (
    <div class="stepper-sums-block" style={{ '--colour': `var(--${colour})` }}>
      <i {...untranslated}>{letter}</i>
      <span class="stepper-sums-rows" aria-hidden="true">
        <span>{texts['sums.added']}</span>
        <span>{texts['sums.sum']}</span>
      </span>
      <span class="stepper-sums-squares">
        {groups.map((group) => (
          <span key={group[0]?.part} style={{ flexGrow: group.length }}>
            <Strip
              name={`sums-${quantity}-${group[0]?.part}`}
              squares={{ ...squaresOf(group, scale), before: null, threshold: 0 }}
              ramp="signed"
              palette={palette}
            />
          </span>
        ))}
      </span>
      <span class="stepper-sums-numbers">
        <Largest texts={texts} weights={weights} which="added" />
        <Largest texts={texts} weights={weights} which="sum" />
      </span>
    </div>
  );
}

function squaresOf(group: readonly WeightSum[], scale: number) {
  const values = Float64Array.from(group.flatMap(({ added, sum }) => [added / scale, sum / scale]));
  return { rows: 2, columns: group.length, values };
}

interface LargestProps {
  readonly texts: StepperTexts;
  readonly weights: readonly WeightSum[];
  readonly which: 'added' | 'sum';
}

function Largest({ texts, weights, which }: LargestProps): JSX.Element {
  const largest = largestOf(weights, which);
  const text = largest && largest[which] !== 0 ? `${writeWeight(largest.name)} ${formatGradient(largest[which])}` : '0';
  return (
    <span>
      <span class="visually-hidden">{texts[`sums.largest.${which}`]} </span>
      <span key={text} data-largest={which} {...untranslated}>
        {text}
      </span>
    </span>
  );
}

/** Every number of the squares, for those who ask for it. */
function Numbers({
  texts,
  blocks,
}: {
  readonly texts: StepperTexts;
  readonly blocks: readonly BlockSums[];
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="stepper-sums-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts['sums.numbers']}</summary>
      {isOpen && (
        <table>
          <thead>
            <tr>
              <th scope="col">{texts['sums.weight']}</th>
              <th scope="col">{texts['sums.added']}</th>
              <th scope="col">{texts['sums.sum']}</th>
              <th scope="col">{texts['sums.whole']}</th>
            </tr>
          </thead>
          <tbody {...untranslated}>
            {blocks.flatMap(({ weights }) =>
              weights.map(({ name, added, sum, whole }) => (
                <tr key={writeWeight(name)}>
                  <th scope="row">{writeWeight(name)}</th>
                  <td>{formatGradient(added)}</td>
                  <td>{formatGradient(sum)}</td>
                  <td>{formatGradient(whole)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      )}
    </details>
  );
}

function Clipping({ stepper, texts }: Omit<SumsProps, 'palette'>): JSX.Element {
  const { clip } = stepper.state.now.value;
  const clipped = clippedAt(stepper.backward.shown.value, clip);
  const values = clipped && {
    norm: formatGradient(clipped.norm),
    left: formatGradient(clipped.left),
    share: formatShare(clipped.share * 100),
    count: formatNumber(stepper.trained.parameters.data.length),
  };
  return (
    <div class="stepper-sums-clip">
      <NumberBox
        kind="stepper-clip"
        label={texts['clip.at']}
        value={clip}
        read={readThreshold}
        problem={texts['clip.problem']}
        onChoose={(threshold) => stepper.state.change({ clip: threshold })}
        size={6}
        keys="decimal"
      />
      <p>
        <Words>
          {clipped && values
            ? format(texts[clipped.share < 1 ? 'clip.cut' : 'clip.whole'], values)
            : texts['clip.none']}
        </Words>
      </p>
    </div>
  );
}
