/**
 * The address of a page with figures. A link to the state of a figure opens where that figure stands, or at the section
 * it names; what no figure of the page can answer for is said above. And going to a section keeps what the figures show
 * in the address, so that it is there on reload and on the way back.
 */
import { readHash, writeHash } from '../address/hash.ts';

const notice = document.querySelector<HTMLElement>('.link-notice');

markEntry();
tellOfProblem();
openPlace();
// Before the figures hear of it: they take the address at its word.
window.addEventListener(
  'hashchange',
  ({ oldURL }) => {
    if (!isMarked()) keepFigures(new URL(oldURL).hash);
    markEntry();
    tellOfProblem();
  },
  { capture: true },
);

/** Entries of the browser's history that have been here before: on the way back they are to stay as they are. */
function isMarked(): boolean {
  return history.state?.isVisited === true;
}

function markEntry(): void {
  if (!isMarked()) history.replaceState({ ...history.state, isVisited: true }, '');
}

/** After a link within the page, which names a section alone. */
function keepFigures(before: string): void {
  const { figures, section } = readHash(location.hash);
  if (figures.size > 0 || section === '') return;
  const parts = [...readHash(before).figures].filter(([figure]) => findFigure([figure])).map(([, part]) => part);
  history.replaceState(history.state, '', writeHash(parts, section));
}

function tellOfProblem(): void {
  const { figures, isGarbled } = readHash(location.hash);
  const isMissing = [...figures.keys()].some((figure) => findFigure([figure]) === null);
  const problem = isMissing ? 'missing' : isGarbled ? 'unreadable' : null;
  for (const sentence of notice?.querySelectorAll<HTMLElement>('[data-problem]') ?? []) {
    sentence.hidden = sentence.dataset.problem !== problem;
  }
}

function openPlace(): void {
  const { figures, section } = readHash(location.hash);
  if (window.scrollY > 0 || figures.size === 0) return;
  const target = document.getElementById(section) ?? findFigure([...figures.keys()]);
  // What can be seen already stays where it is.
  if (!target || target.getBoundingClientRect().top <= window.innerHeight / 2) return;
  const isTelling = notice?.querySelector('[data-problem]:not([hidden])');
  if (notice && isTelling) target.closest('.prose > *, main > *')?.before(notice);
  (isTelling ? notice : target)?.scrollIntoView({ behavior: 'instant' });
}

/** The first of them on the page, or the place where one of them can stand: a list of such is in `data-figures`. */
function findFigure(names: readonly string[]): Element | null {
  return document.querySelector(
    names.map((name) => `[data-figure="${CSS.escape(name)}"], [data-figures~="${CSS.escape(name)}"]`).join(', '),
  );
}
