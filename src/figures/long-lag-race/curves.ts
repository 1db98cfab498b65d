/**
 * The curves of one cell as a drawing of Observable Plot: the seeds that ship thin, the run shown above heavy, a ring
 * where two checks in a row met the criterion, chance dotted. The three panels have the same axes.
 */
import type { Markish, PlotOptions } from '@observablehq/plot';
import type { Plot } from '../shared/chart.ts';
import type { FreshCell } from './fresh.ts';
import type { TaskFacts } from './tasks.ts';
import type { CellResult, Measure } from './types.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Curve {
  readonly points: readonly Point[];
  readonly isHeavy: boolean;
  /** Where it counts as solved; null when it does not. */
  readonly ring: Point | null;
}

export interface Panel {
  readonly curves: readonly Curve[];
  readonly updates: number;
  readonly axis: 'accuracy' | 'error' | 'loss';
  readonly chance: number;
  readonly chanceLabel: string;
}

/** The seed whose weights ship, and so the one that the ribbon shows. */
const shownSeed = 1;

export function shippedCurves({ seeds }: CellResult, facts: TaskFacts, isAlone: boolean): Curve[] {
  return seeds.map(({ seed, checks, solvedAt }) => {
    const points = checks.map((y, k) => ({ x: k * facts.checkEvery, y }));
    return { points, isHeavy: isAlone && seed === shownSeed, ring: ringAt(points, solvedAt) };
  });
}

export function freshCurve({ checks, losses, solvedAt }: FreshCell, measure: Measure): Curve {
  const points = measure === 'loss' ? smoothed(losses) : checks.map(({ update, score }) => ({ x: update, y: score }));
  return { points, isHeavy: true, ring: measure === 'loss' ? null : ringAt(points, solvedAt) };
}

/** Of guessing: cross-entropy ln k for k equally likely classes. */
export function chanceLoss(facts: TaskFacts): number {
  return facts.measure === 'loss' ? facts.chance : Math.log(facts.answers.length);
}

const axes = {
  accuracy: { domain: [0, 1], ticks: [0, 0.5, 1], type: 'linear' },
  loss: { domain: [0, 2], ticks: [0, 1, 2], type: 'linear' },
  error: { domain: [0.0005, 1], ticks: [0.001, 0.01, 0.1, 1], type: 'log' },
} as const;

const thinOpacity = 0.38;
/** Room for the numbers of the axes, and for half a ring at the upper edge, in pixels. */
const margins = { marginTop: 10, marginRight: 11, marginBottom: 22 };

export function curveOptions(plot: Plot, panel: Panel, width: number, height: number): PlotOptions {
  const { curves, updates, axis, chance, chanceLabel } = panel;
  const { domain, ticks, type } = axes[axis];
  const lines = (isHeavy: boolean): Markish[] =>
    curves
      .filter((curve) => curve.isHeavy === isHeavy)
      .flatMap(({ points, ring }) => [
        plot.line(points, {
          x: 'x',
          y: 'y',
          stroke: 'currentColor',
          strokeWidth: isHeavy ? 2 : 1,
          strokeOpacity: isHeavy ? 1 : thinOpacity,
        }),
        ...(ring ? [ringMark(plot, ring, isHeavy)] : []),
      ]);
  const tickLabel = {
    fontFamily: 'var(--mono)',
    fontSize: 11,
    fill: 'var(--ink-3)',
    tickSize: 0,
    label: null,
  } as const;
  return {
    width,
    height,
    ...margins,
    marginLeft: axis === 'error' ? 42 : 30,
    style: { background: 'none', color: 'var(--ink)', overflow: 'visible' },
    x: { domain: [0, updates] },
    y: { domain: [...domain], type, clamp: true },
    marks: [
      plot.gridY([...ticks], { stroke: 'var(--rule-2)', strokeOpacity: 1 }),
      plot.axisY([...ticks], { ...tickLabel, tickFormat: (tick: number) => String(tick) }),
      plot.axisX(thirds(updates), { ...tickLabel, tickFormat: (tick: number) => String(tick) }),
      plot.ruleY([chance], { stroke: 'var(--ink-3)', strokeDasharray: '1 3' }),
      ...lines(false),
      ...lines(true),
      plot.text([{ x: updates, y: chance }], {
        x: 'x',
        y: 'y',
        text: () => chanceLabel,
        textAnchor: 'end',
        // On the side where a network that guesses wanders least; the paper keeps it clear of one that does not.
        dy: axis === 'error' ? -9 : 14,
        fontFamily: 'var(--sans)',
        fontSize: 11,
        fill: 'var(--ink-3)',
        stroke: 'var(--paper)',
        strokeWidth: 4,
      }),
    ],
  };
}

/** 0 and every hundred, or few enough to stand apart. */
function thirds(updates: number): number[] {
  const pitch = updates <= 300 ? 100 : 250;
  return Array.from({ length: Math.floor(updates / pitch) + 1 }, (_, k) => k * pitch);
}

function ringMark(plot: Plot, ring: Point, isHeavy: boolean): Markish {
  return plot.dot([ring], {
    x: 'x',
    y: 'y',
    r: isHeavy ? 4 : 3,
    fill: 'var(--paper)',
    stroke: 'currentColor',
    strokeWidth: isHeavy ? 2 : 1,
    strokeOpacity: isHeavy ? 1 : 0.7,
  });
}

function ringAt(points: readonly Point[], solvedAt: number | null): Point | null {
  return (solvedAt !== null && points.find(({ x }) => x === solvedAt)) || null;
}

/** The mean of each update and the four before it. */
function smoothed(losses: readonly number[]): Point[] {
  const span = 5;
  return losses.map((_, k) => {
    const near = losses.slice(Math.max(0, k - span + 1), k + 1);
    return { x: k + 1, y: near.reduce((sum, loss) => sum + loss, 0) / near.length };
  });
}
