/** A figure's state from its one table of fields: a signal, a link, undo and redo, reset. */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { readHash, writeHash } from '../../address/hash.ts';
import type { Fields } from './fields.ts';
import { createHistory } from './history.ts';
import { defaults, readLink, writeLink } from './link.ts';

export interface FigureState<S> {
  readonly now: ReadonlySignal<S>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** A link was opened that could not be read in full. */
  readonly hasUnreadableLink: ReadonlySignal<boolean>;
  /** What a link was opened for when the figure can only show something near it; else null. */
  readonly asked: ReadonlySignal<S | null>;
  /** Changes some parts. Changes of one gesture are undone together. */
  change(part: Partial<S>, gesture?: string): void;
  endGesture(): void;
  undo(): void;
  redo(): void;
  reset(): void;
  /** The present state as a part of the address; empty at the default. */
  link(): string;
  /** Takes over what the page's address says and keeps the address up to date from then on; returns the way back. */
  connect(page: Page): () => void;
}

/** The part of `window` that is needed. */
export type Page = Pick<
  Window,
  'location' | 'history' | 'document' | 'addEventListener' | 'removeEventListener' | 'setTimeout' | 'clearTimeout'
>;

/** Browsers refuse more than 100 changes of address in 30 seconds. */
const addressPauseMs = 310;

/** `nearest` is the state that can be shown and is nearest to one whose parts are each in range. */
export function createFigureState<S extends object>(
  figure: string,
  fields: Fields<S>,
  nearest: (asked: S) => S = (asked) => asked,
): FigureState<S> {
  const history = createHistory(defaults(fields));
  const hasUnreadableLink = signal(false);
  const asked = signal<S | null>(null);
  const write = (state: S) => writeLink(figure, fields, state);
  const link = () => write(history.present.peek());
  /** Does what takes the figure away from the link that was opened. */
  const leave = (action: () => void) => {
    batch(() => {
      hasUnreadableLink.value = false;
      asked.value = null;
      action();
    });
  };

  /** The address speaks of the whole page: a figure it does not name is as it began. */
  const open = (hash: string) => {
    const reading = readLink(figure, fields, hash) ?? { state: defaults(fields), isReadable: true };
    const shown = nearest(reading.state);
    batch(() => {
      hasUnreadableLink.value = !reading.isReadable;
      asked.value = write(shown) === write(reading.state) ? null : reading.state;
      if (write(shown) !== link()) history.commit(shown);
    });
  };

  return {
    now: history.present,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    hasUnreadableLink,
    asked,
    change: (part, gesture) => leave(() => history.commit({ ...history.present.peek(), ...part }, gesture)),
    endGesture: history.endGesture,
    undo: () => leave(history.undo),
    redo: () => leave(history.redo),
    reset: () => leave(() => history.commit(defaults(fields))),
    link,
    connect(page) {
      open(page.location.hash);
      let timer: number | undefined;
      const writeNow = () => {
        page.clearTimeout(timer);
        timer = undefined;
        writeAddress(page, figure, link());
      };
      const onHashChange = () => open(page.location.hash);
      // A link takes the address with it, or puts another in its place.
      const onClick = ({ target }: Event) => {
        if (timer !== undefined && (target as Partial<Element>).closest?.('a[href]')) writeNow();
      };
      page.addEventListener('hashchange', onHashChange);
      page.addEventListener('click', onClick, true);
      let isFirst = true;
      const forget = history.present.subscribe(() => {
        if (!isFirst) timer ??= page.setTimeout(writeNow, addressPauseMs);
        isFirst = false;
      });
      return () => {
        forget();
        page.clearTimeout(timer);
        page.removeEventListener('hashchange', onHashChange);
        page.removeEventListener('click', onClick, true);
      };
    },
  };
}

/** Takes a figure's part out of the address, for another that will go by the same name. */
export function forgetAddress(page: Page, figure: string): void {
  writeAddress(page, figure, '');
}

/**
 * Puts the figure's part among those of the others, in the order in which they stand on the page. At its default a
 * figure takes its own part back and leaves the rest alone.
 */
function writeAddress(page: Page, figure: string, link: string): void {
  const { pathname, search, hash } = page.location;
  const parts = new Map(readHash(hash).figures);
  if (link === '' && !parts.has(figure)) return;
  parts.set(figure, link);
  const inOrder = [...page.document.querySelectorAll<HTMLElement>('[data-figure]')].map(
    ({ dataset }) => parts.get(dataset['figure'] ?? '') ?? '',
  );
  const next = writeHash(inOrder.filter((part) => part !== ''));
  page.history.replaceState(page.history.state, '', `${pathname}${search}${next}`);
}
