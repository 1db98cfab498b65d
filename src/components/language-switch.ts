/** Keeps the reader's place when the language changes: the figure's state or the section being read. */

const link = document.querySelector<HTMLAnchorElement>('a[data-language]');

link?.addEventListener('click', () => {
  const section = document.querySelector<HTMLAnchorElement>('.chapter-bar a[aria-current]');
  const read = section && window.scrollY > 0 ? section.hash : '';
  link.hash = location.hash || read;
  try {
    localStorage.setItem('unrolled.language', link.dataset.language ?? '');
  } catch {
    // Storage may be full or forbidden; the link works without it.
  }
});
