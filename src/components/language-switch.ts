/** Keeps the reader's place when the language changes: what the figures show, and the section being read. */
import { withSection } from '../address/hash.ts';

const link = document.querySelector<HTMLAnchorElement>('a[data-language]');

link?.addEventListener('click', () => {
  const section = document.querySelector<HTMLAnchorElement>('.chapter-bar a[aria-current]');
  link.hash = withSection(location.hash, section && window.scrollY > 0 ? section.hash.slice(1) : '');
  try {
    localStorage.setItem('unrolled.language', link.dataset.language ?? '');
  } catch {
    // Storage may be full or forbidden; the link works without it.
  }
});
