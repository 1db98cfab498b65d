/**
 * The reader's place on the way from page to page. A link to the state of a figure (`#f=lstm&v=1&t=6`) opens where that
 * figure stands; `&at=gru` adds the section that was being read when the language changed.
 */

const key = 'at';

/** The address of this page's place, for the same page in another language: what the figures show, what is read. */
export function placeHash(hash: string, section: string): string {
  const isState = stateOf(hash).has('f');
  if (!isState) return section === '' ? hash : `#${section}`;
  return section === '' ? hash : `${hash}&${key}=${section}`;
}

/** The section and the figure that a hash names, and the hash without the section. */
export function readPlace(hash: string): { section: string; figure: string; rest: string } {
  const state = stateOf(hash);
  const section = state.get(key) ?? '';
  const figure = state.get('f') ?? '';
  const isOwn = figure !== '' && section !== '';
  return { section: isOwn ? section : '', figure, rest: isOwn ? hash.replace(/&at=[^&]*/, '') : hash };
}

function stateOf(hash: string): URLSearchParams {
  return new URLSearchParams(hash.slice(1));
}
