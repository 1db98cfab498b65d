/** Keeps the reader's place when the language changes, and opens a link to a figure where the figure stands. */
import { placeHash, readPlace } from './place.ts';

const link = document.querySelector<HTMLAnchorElement>('a[data-language]');

link?.addEventListener('click', () => {
  const section = document.querySelector<HTMLAnchorElement>('.chapter-bar a[aria-current]');
  link.hash = placeHash(location.hash, section && window.scrollY > 0 ? section.hash.slice(1) : '');
  try {
    localStorage.setItem('unrolled.language', link.dataset.language ?? '');
  } catch {
    // Storage may be full or forbidden; the link works without it.
  }
});

open();

function open(): void {
  const { section, figure, rest } = readPlace(location.hash);
  if (rest !== location.hash) history.replaceState(history.state, '', rest);
  if (window.scrollY > 0 || figure === '') return;
  const target = section
    ? document.getElementById(section)
    : document.querySelector(`[data-figure="${CSS.escape(figure)}"]`);
  // What can be seen already stays where it is.
  if (target && target.getBoundingClientRect().top > window.innerHeight / 2)
    target.scrollIntoView({ behavior: 'instant' });
}
