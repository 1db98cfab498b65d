/**
 * Marks the section being read. Its heading counts as reached a third of the way down the window. A row with more
 * sections than fit says so by fading towards them.
 */

const links = [...document.querySelectorAll<HTMLAnchorElement>('.chapter-bar li a')];
const row = document.querySelector<HTMLElement>('.chapter-bar ol');
const headings = links.map((link) => document.getElementById(link.hash.slice(1)));

if (links.length) {
  let waiting = false;
  const update = () => {
    waiting = false;
    mark();
  };
  const request = () => {
    if (!waiting) requestAnimationFrame(update);
    waiting = true;
  };
  window.addEventListener('scroll', request, { passive: true });
  window.addEventListener('resize', request, { passive: true });
  mark();
}

if (row) {
  const fade = () => {
    row.toggleAttribute('data-before', row.scrollLeft > 1);
    row.toggleAttribute('data-after', row.scrollLeft + row.clientWidth < row.scrollWidth - 1);
  };
  row.addEventListener('scroll', fade, { passive: true });
  new ResizeObserver(fade).observe(row);
}

function mark(): void {
  const line = window.innerHeight / 3;
  const reached = headings.findLastIndex((heading) => heading && heading.getBoundingClientRect().top <= line);
  const now = Math.max(reached, 0);
  links.forEach((link, index) => {
    const place = index < now ? 'read' : index === now ? 'now' : 'ahead';
    if (link.dataset.place === place && index !== now) return;
    link.dataset.place = place;
    if (index !== now) link.removeAttribute('aria-current');
    else if (!link.hasAttribute('aria-current')) {
      link.setAttribute('aria-current', 'true');
      bringIntoRow(link);
    }
  });
}

function bringIntoRow(link: HTMLAnchorElement): void {
  if (row) row.scrollLeft = link.offsetLeft - row.offsetLeft - 16;
}
