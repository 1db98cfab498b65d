/**
 * Which strips keep full rows when the window is too short for all: the chosen one first, then those whose equation is
 * in the section being read, then those the section names. CSS folds from the other end as far as the window asks.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Stepper } from './model.ts';

export interface Folding {
  /** Names of the strips, the one to keep open longest first. */
  readonly ranks: ReadonlySignal<readonly string[]>;
  /** Follows the reader through the text; returns the way back. */
  connect(figure: Element): () => void;
}

export function createFolding(stepper: Stepper): Folding {
  const names = stepper.strips.map(({ name }) => name as string);
  const named = signal<readonly string[]>([]);
  const row = computed(() => stepper.state.now.value.row);
  const ranks = computed(() => {
    const first = [row.value, ...named.value].filter((name) => names.includes(name));
    return [...new Set([...first, ...names])];
  });
  return {
    ranks,
    connect(figure) {
      const beside = figure.closest('.beside');
      const marks = [...(beside?.querySelectorAll<HTMLElement>('h2, [data-quantity-of], [data-term]') ?? [])].filter(
        (mark) => !figure.contains(mark),
      );
      let isWaiting = false;
      const update = () => {
        isWaiting = false;
        const next = namedIn(marks);
        if (next.join() !== named.peek().join()) named.value = next;
      };
      const request = () => {
        if (!isWaiting) requestAnimationFrame(update);
        isWaiting = true;
      };
      update();
      window.addEventListener('scroll', request, { passive: true });
      return () => window.removeEventListener('scroll', request);
    },
  };
}

/** What the section being read computes, then what else it names. Its heading counts from a third down the window. */
function namedIn(marks: readonly HTMLElement[]): string[] {
  const line = window.innerHeight / 3;
  const isHeading = (mark: HTMLElement) => mark.tagName === 'H2';
  const reached = marks.findLastIndex((mark) => isHeading(mark) && mark.getBoundingClientRect().top <= line);
  const start = Math.max(0, reached);
  const end = marks.findIndex((mark, k) => k > start && isHeading(mark));
  const section = marks.slice(start, end < 0 ? marks.length : end);
  const computed = section.flatMap((mark) => mark.dataset['quantityOf'] ?? []);
  return [...computed, ...section.flatMap((mark) => mark.dataset['term'] ?? [])];
}
