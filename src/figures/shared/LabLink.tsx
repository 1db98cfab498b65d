/** A link that opens the laboratory, or another figure of its page, in a setting. On the laboratory's own page the state of the other figures stays. */
import type { ComponentChildren, JSX } from 'preact';

interface LabLinkProps {
  /** Of the laboratory's page. */
  readonly path: string;
  /** That figure's part of the address. */
  readonly part: string;
  /** The part of the figure that the link stands in; empty at its default. */
  readonly own: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}

export function LabLink({ path, part, own, label, children }: LabLinkProps): JSX.Element {
  const isHere = typeof location !== 'undefined' && location.pathname === path;
  const scroll = () => {
    const [, figure] = /^f=([\w-]+)/.exec(part) ?? [];
    if (isHere) document.querySelector(`[data-figure="${figure}"]`)?.scrollIntoView();
  };
  return (
    <a class="lab-link" href={`${path}#${part}${isHere && own ? `&${own}` : ''}`} aria-label={label} onClick={scroll}>
      {children}
    </a>
  );
}
