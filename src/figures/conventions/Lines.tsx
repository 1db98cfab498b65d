/**
 * The cell's equations as they are written by whoever is chosen. The page is built with those that the figure opens
 * with; all the others were rendered with them and wait beside the figure, as text, until they are asked for.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { keysOf } from './equations.ts';
import { type PackedLines, unpackLine } from './packing.ts';
import type { ConventionState } from './types.ts';

interface LinesProps {
  readonly state: ConventionState;
  readonly label: string;
  /** A list of the first lines, as the page has it. */
  readonly children: ComponentChildren;
}

export function Lines({ state, label, children }: LinesProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const keys = keysOf(state).join(' ');
  useLayoutEffect(() => {
    const list = place.current?.querySelector<HTMLElement>('[data-lines]');
    if (!list || list.dataset['lines'] === keys) return;
    const waiting = list.closest('.figure-door')?.querySelector<HTMLTemplateElement>('template[data-convention-lines]')
      ?.content.textContent;
    if (!waiting) return;
    const made = JSON.parse(waiting) as PackedLines;
    list.dataset['lines'] = keys;
    list.replaceChildren(
      ...keys.split(' ').map((key) => {
        const line = document.createElement('li');
        line.innerHTML = unpackLine(made, key);
        return line;
      }),
    );
  }, [keys]);
  return (
    <section ref={place} class="conventions-lines" aria-label={label}>
      {children}
    </section>
  );
}
