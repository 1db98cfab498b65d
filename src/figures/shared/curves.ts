/**
 * Curves of one cell's runs against updates, as a drawing of Observable Plot: most runs thin, one heavy, a ring where two
 * checks in a row met the criterion, chance dotted. Panels beside each other have the same axes.
 */
import type { Markish, PlotOptions } from '@observablehq/plot';
import type { Plot } from './chart.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Curve {
  readonly points: readonly Point[];
  readonly isHeavy: boolean;
  /** Of another setting, for comparison: dashed and pale. */
  readonly isOther?: boolean;
  /** Where it counts as solved; null when it does not. */
  readonly ring: Point | null;
}

export interface Panel {
  readonly curves: readonly Curve[];
  readonly updates: number;
  readonly axis: keyof typeof axes;
  /** Null for none. */
  readonly chance: number | null;
  readonly chanceLabel: string;
}

const axes = {
  accuracy: { domain: [0, 1], ticks: [0, 0.5, 1], type: 'linear' },
  loss: { domain: [0, 2], ticks: [0, 1, 2], type: 'linear' },
  smallLoss: { domain: [0, 0.3], ticks: [0, 0.1, 0.2, 0.3], type: 'linear' },
  error: { domain: [0.0005, 1], ticks: [0.001, 0.01, 0.1, 1], type: 'log' },
} as const;

const pitches = [5, 10, 25, 50, 100, 250, 500, 1000];
const thinOpacity = 0.38;
/** Room for the numbers of the axes, and for half a ring at the upper edge, in pixels. */
const margins = { marginTop: 10, marginRight: 11, marginBottom: 22 };

export function curveOptions(plot: Plot, panel: Panel, width: number, height: number): PlotOptions {
  const { curves, updates, axis, chance, chanceLabel } = panel;
  const { domain, ticks, type } = axes[axis];
  const lines = (isHeavy: boolean): Markish[] =>
    curves
      .filter((curve) => curve.isHeavy === isHeavy)
      .flatMap(({ points, ring, isOther = false }) => [
        plot.line(points, {
          x: 'x',
          y: 'y',
          stroke: 'currentColor',
          strokeWidth: isHeavy ? 2 : 1,
          strokeOpacity: isHeavy && !isOther ? 1 : thinOpacity,
          ...(isOther ? { strokeDasharray: '4 3' } : {}),
        }),
        ...(ring ? [ringMark(plot, ring, isHeavy && !isOther)] : []),
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
      plot.axisX(ticksTo(updates), { ...tickLabel, tickFormat: (tick: number) => String(tick) }),
      plot.ruleY(chance === null ? [] : [chance], { stroke: 'var(--ink-3)', strokeDasharray: '1 3' }),
      ...lines(false),
      ...lines(true),
      plot.text(chance === null ? [] : [{ x: updates, y: chance }], {
        x: 'x',
        y: 'y',
        text: () => chanceLabel,
        textAnchor: 'end',
        // On the side where a network that guesses wanders least; the paper keeps it clear of one that does not.
        dy: axis === 'error' || chance === 0 ? -9 : 14,
        fontFamily: 'var(--sans)',
        fontSize: 11,
        fill: 'var(--ink-3)',
        stroke: 'var(--paper)',
        strokeWidth: 4,
      }),
    ],
  };
}

/** From 0 in round steps, at most five. */
function ticksTo(updates: number): number[] {
  const pitch = pitches.find((one) => updates / one <= 4) ?? Math.ceil(updates / 4);
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

export function ringAt(points: readonly Point[], solvedAt: number | null): Point | null {
  return (solvedAt !== null && points.find(({ x }) => x === solvedAt)) || null;
}
