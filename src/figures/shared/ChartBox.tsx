/** A chart that keeps the drawing made at build until its own is ready, and is drawn at the size of its box. */
import type { PlotOptions } from '@observablehq/plot';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { drawChart, type Plot } from './chart.ts';

interface ChartBoxProps {
  /** The text alternative. */
  readonly label: string;
  readonly options: (plot: Plot, width: number, height: number) => PlotOptions;
  /** What the chart is made of: drawn again when one of these changes. */
  readonly of: readonly unknown[];
  readonly isAwake: boolean;
  readonly drawn: ComponentChildren;
  /** Names the box for CSS, which gives it its height. */
  readonly kind: string;
}

export function ChartBox({ label, options, of, isAwake, drawn, kind }: ChartBoxProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [[width, height], setSize] = useState([0, 0]);
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize([Math.round(entry.contentRect.width), Math.round(entry.contentRect.height)]);
    });
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isAwake || width === 0) return undefined;
    let isLatest = true;
    const draw = async () => {
      const chart = await drawChart((plot) => options(plot, width, height));
      if (!isLatest) return;
      setDrawn(true);
      box.current?.lastElementChild?.replaceChildren(chart);
    };
    // Each chart in a task of its own, so that none keeps the page from answering.
    const timer = setTimeout(() => void draw());
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [isAwake, width, height, ...of]);
  return (
    <div class={`chart-box ${kind}`} role="img" aria-label={label} ref={box}>
      {!isDrawn && <div class="chart-drawn">{drawn}</div>}
      <div class="chart-live" />
    </div>
  );
}
