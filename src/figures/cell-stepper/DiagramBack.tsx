/**
 * The way back through one unit at one step, from right to left: bands are gradients, as thick as they are large beside
 * each other, and the jaws of the gate that keeps multiply what passes between them.
 */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { format, formatGradient, formatValue } from '../shared/numbers.ts';
import { untranslated } from '../shared/Words.tsx';
import { Band, Jaws } from './bands.tsx';
import type { Colour } from './cells.ts';
import { useSize } from './Diagram.tsx';
import { type FlowBack, flowBack } from './flow-back.ts';
import type { Stepper } from './model.ts';
import { State, Sum } from './parts.tsx';
import type { StepperTexts } from './texts.ts';

const layouts = {
  wide: { width: 600, sum: 456, state: 366, branch: 296, keep: 178 },
  narrow: { width: 328, sum: 254, state: 196, branch: 152, keep: 88 },
};
const height = 122;
const [lane, foot] = [38, 104];
/** Thickness of the largest band, in the measure of `thickness`. */
const fullValue = 1.1;

interface BackProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

export function DiagramBack({ stepper, texts }: BackProps): JSX.Element | null {
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const flow = flowBack(stepper);
  const { unit, step } = stepper.state.now.value;
  const drawn = size === null ? (['wide', 'narrow'] as const) : [size];
  return (
    <div ref={root} class="stepper-flow" {...untranslated}>
      {flow &&
        drawn.map((each) => (
          <svg
            key={each}
            class={`cell-diagram cell-diagram-${each}`}
            viewBox={`0 0 ${layouts[each].width} ${height}`}
            width={layouts[each].width}
            height={height}
            role="img"
            aria-label={format(texts['back.drawing'], { unit, step })}
          >
            <Flow {...{ stepper, texts, flow, size: each }} />
          </svg>
        ))}
    </div>
  );
}

interface FlowProps extends BackProps {
  readonly flow: FlowBack;
  readonly size: 'wide' | 'narrow';
}

function Flow({ stepper, texts, flow, size }: FlowProps): JSX.Element {
  const at = layouts[size];
  const { step, unit } = stepper.state.now.value;
  const isWide = size === 'wide';
  const colour: Colour = flow.state === 'cellState' ? 'cell' : 'hidden';
  const band = (value: number) => ({
    ...{ quantity: flow.state, unit, step, was: null },
    value: flow.largest > 0 ? (value / flow.largest) * fullValue : 0,
  });
  const { kept } = flow;
  const gateColour: Colour = kept?.quantity === 'forgetGate' ? 'forget' : 'output';
  const [d, half] = [`d${flow.letter}`, 13];
  const isLast = step === stepper.steps;
  return (
    <>
      {kept && !isLast && (
        <Band from={[at.width, lane]} to={[at.sum + 11, lane]} of={band(flow.along)} colour={colour} />
      )}
      <Band from={[at.sum, foot]} to={[at.sum, lane + 11]} of={band(flow.others)} colour="hidden" />
      <Band from={[at.sum - 11, lane]} to={[at.state + half, lane]} of={band(flow.arrived)} colour={colour} />
      <Sum x={at.sum} y={lane} />
      {kept && step > 1 && (
        <>
          <Band from={[at.state - half, lane]} to={[at.keep + 5, lane]} of={band(flow.passed)} colour={colour} />
          <Band from={[at.keep - 4, lane]} to={[0, lane]} of={band(flow.straight)} colour={colour} />
          <Jaws x={at.keep} y={lane} of={{ ...band(0), value: kept.value }} colour={gateColour} isWireLevel />
          <Figure x={at.keep} y={11} colour={gateColour} anchor="middle">
            {`${kept.isTurned ? '1 − ' : ''}${kept.quantity === 'forgetGate' ? 'f' : 'z'} ${formatValue(kept.value)}`}
          </Figure>
          <Figure x={0} y={lane + 26} colour={colour} anchor="start">
            {formatGradient(flow.straight)}
          </Figure>
        </>
      )}
      {step > 1 && (
        <>
          {!kept && (
            <Band from={[at.state - half, lane]} to={[at.branch, lane]} of={band(flow.passed)} colour={colour} />
          )}
          <Band from={[at.branch, lane]} to={[at.branch, foot]} of={band(flow.through)} colour="hidden" />
          <Band from={[at.branch, foot]} to={[0, foot]} of={band(flow.through)} colour="hidden" />
          <Figure x={0} y={foot - 13} colour="hidden" anchor="start">
            {`${isWide ? `${texts[`back.through.${stepper.cell}`]} ` : ''}${formatGradient(flow.through)}`}
          </Figure>
        </>
      )}
      <State x={at.state} y={lane} size={26} value={share(flow.passed, flow)} scale={1} colour={colour} />
      <text x={at.state} y={12} class="cell-label" text-anchor="middle" style={{ '--colour': `var(--${colour})` }}>
        <tspan class="cell-number cell-number-bold">{d}</tspan>
      </text>
      <text
        x={at.state}
        y={lane + 32}
        class="cell-label"
        text-anchor="middle"
        style={{ '--colour': `var(--${colour})` }}
      >
        <tspan
          key={flow.passed}
          class="cell-number cell-number-bold"
          data-gradient={flow.state}
          data-unit={unit}
          data-step={step}
        >
          {formatGradient(flow.passed)}
        </tspan>
      </text>
      {kept && !isLast && (
        <Figure x={at.width} y={lane + 26} colour={colour} anchor="end">
          {formatGradient(flow.along)}
        </Figure>
      )}
      <Figure x={isWide ? at.sum + 18 : at.sum - 12} y={foot - 2} colour="hidden" anchor={isWide ? 'start' : 'end'}>
        {`${formatGradient(flow.others)}`}
      </Figure>
    </>
  );
}

function share(value: number, { largest }: FlowBack): number {
  return largest > 0 ? value / largest : 0;
}

interface FigureProps {
  readonly x: number;
  readonly y: number;
  readonly colour: Colour;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly children: string;
}

function Figure({ x, y, colour, anchor, children }: FigureProps): JSX.Element {
  return (
    <text x={x} y={y} class="cell-label" text-anchor={anchor} style={{ '--colour': `var(--${colour})` }}>
      <tspan key={children} class="cell-number">
        {children}
      </tspan>
    </text>
  );
}
