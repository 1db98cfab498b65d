/** Small drawings for buttons, 16 px, in the colour of the text beside them. */
import type { JSX } from 'preact';

const strokes = {
  link: 'M6.8 9.2l2.4-2.4M7.6 4.9l1.5-1.5a2.47 2.47 0 0 1 3.5 3.5l-1.5 1.5M8.4 11.1l-1.5 1.5a2.47 2.47 0 0 1-3.5-3.5l1.5-1.5',
  undo: 'M5.5 3L2.8 5.8l2.7 2.7M3.2 5.8h6a3.6 3.6 0 0 1 0 7.2H6.6',
  redo: 'M10.5 3l2.7 2.8-2.7 2.7M12.8 5.8h-6a3.6 3.6 0 0 0 0 7.2h2.6',
  close: 'M4 4l8 8M12 4l-8 8',
  edit: 'M3 13l.7-3 6.6-6.6a1.6 1.6 0 0 1 2.3 2.3L6 12.3zM9.2 4.5l2.3 2.3',
} as const;

const fills = {
  menu: 'M3.2 6.7a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zm4.8 0a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zm4.8 0a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6z',
  first: 'M3 3h1.8v10H3zM13 3v10L5.6 8z',
  back: 'M11.5 3v10L4 8z',
  play: 'M4.5 2.5v11L13.5 8z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  on: 'M4.5 3v10L12 8z',
  subBack: 'M8.5 5v6L4 8zM11 7h2v2h-2z',
  subOn: 'M7.5 5v6L12 8zM3 7h2v2H3z',
  last: 'M11.2 3H13v10h-1.8zM3 3v10l7.4-5z',
} as const;

export type IconName = keyof typeof strokes | keyof typeof fills;

export function Icon({ name }: { name: IconName }): JSX.Element {
  const isStroke = name in strokes;
  const path = isStroke ? strokes[name as keyof typeof strokes] : fills[name as keyof typeof fills];
  return (
    <svg class={isStroke ? 'icon icon-line' : 'icon'} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
