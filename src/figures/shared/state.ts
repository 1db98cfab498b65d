/** A figure's state from its one table of fields: a signal, a link, undo and redo, reset. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Fields } from './fields.ts';
import { createHistory } from './history.ts';
import { defaults, readLink, writeLink } from './link.ts';

export interface FigureState<S> {
  readonly now: ReadonlySignal<S>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** A link was opened that could not be read in full. */
  readonly hasUnreadableLink: ReadonlySignal<boolean>;
  /** Changes some parts. Changes of one gesture are undone together. */
  change(part: Partial<S>, gesture?: string): void;
  endGesture(): void;
  undo(): void;
  redo(): void;
  reset(): void;
  /** The hash of the present state, without `#`. */
  link(): string;
  /** Takes over what the page's address says and keeps the address up to date from then on; returns the way back. */
  connect(page: Page): () => void;
}

/** The part of `window` that is needed. */
export type Page = Pick<
  Window,
  'location' | 'history' | 'addEventListener' | 'removeEventListener' | 'setTimeout' | 'clearTimeout'
>;

/** Browsers refuse more than 100 changes of address in 30 seconds. */
const addressPauseMs = 310;

export function createFigureState<S extends object>(figure: string, fields: Fields<S>): FigureState<S> {
  const history = createHistory(defaults(fields));
  const hasUnreadableLink = signal(false);
  const link = () => writeLink(figure, fields, history.present.peek());

  const open = (hash: string) => {
    // Back to an address without a hash is back to where the figure began; a hash of others says nothing of it.
    const reading = hash === '' ? { state: defaults(fields), isReadable: true } : readLink(figure, fields, hash);
    if (!reading) return;
    hasUnreadableLink.value = !reading.isReadable;
    if (writeLink(figure, fields, reading.state) !== link()) history.commit(reading.state);
  };

  return {
    now: history.present,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    hasUnreadableLink,
    change: (part, gesture) => {
      hasUnreadableLink.value = false;
      history.commit({ ...history.present.peek(), ...part }, gesture);
    },
    endGesture: history.endGesture,
    undo: history.undo,
    redo: history.redo,
    reset: () => history.commit(defaults(fields)),
    link,
    connect(page) {
      open(page.location.hash);
      const opens = () => open(page.location.hash);
      page.addEventListener('hashchange', opens);
      let timer: number | undefined;
      let isFirst = true;
      const forget = history.present.subscribe(() => {
        if (isFirst) {
          isFirst = false;
          return;
        }
        timer ??= page.setTimeout(() => {
          timer = undefined;
          writeAddress(page, figure, link());
        }, addressPauseMs);
      });
      return () => {
        forget();
        page.clearTimeout(timer);
        page.removeEventListener('hashchange', opens);
      };
    },
  };
}

/** At its default a figure takes back its own hash and leaves those of others alone. */
function writeAddress(page: Page, figure: string, link: string): void {
  const { pathname, search, hash } = page.location;
  const isOwn = new URLSearchParams(hash.slice(1)).get('f') === figure;
  if (link === '' && !isOwn) return;
  page.history.replaceState(page.history.state, '', `${pathname}${search}${link === '' ? '' : `#${link}`}`);
}
