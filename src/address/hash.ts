/**
 * What stands behind the # of an address. Either the id of a heading, `#claims`; or the states of those figures of the
 * page that are not as they began, and the section the reader went to: `#f=lstm&v=1&t=7&f=gru&v=1&t=9&at=claims`. Every
 * `f=` begins the next figure. Reading never throws.
 */

export interface Hash {
  /** What is said of each figure, `f=lstm&v=1&t=7`, by its name. */
  readonly figures: ReadonlyMap<string, string>;
  /** The id of a heading; empty for none. */
  readonly section: string;
  /** Meant for figures, or escaped, in a way that nobody can read. */
  readonly isGarbled: boolean;
}

/** Read of longer ones. Room for four figures at their longest. */
export const longestHash = 24_000;
/** A program that passes a link on may escape all of it; so many in a row are undone. */
const mostEscapes = 8;

export function readHash(hash: string): Hash {
  const { text, isGarbled } = cleaned(hash);
  if (!text.includes('=')) return { figures: new Map(), section: isGarbled ? '' : text, isGarbled };
  const groups: Group[] = [{ figure: null, fields: [] }];
  let section = '';
  for (const field of text.split('&')) {
    const [key, value] = splitField(field);
    if (key === 'at') {
      section = value;
      continue;
    }
    if (key === 'f' && groups.at(-1)?.figure !== null) groups.push({ figure: null, fields: [] });
    const group = groups.at(-1) as Group;
    if (key === 'f') group.figure = value;
    group.fields.push(field);
  }
  const figures = new Map<string, string>();
  for (const { figure, fields } of groups) {
    if (figure && !figures.has(figure)) figures.set(figure, fields.join('&'));
  }
  // What was cut off may have belonged to the last figure: of that one nothing is believed.
  const last = groups.at(-1)?.figure;
  if (hash.length > longestHash && last) figures.set(last, `f=${last}`);
  const isNameless = groups.some(({ figure, fields }) => !figure && fields.some((field) => /^[fv]=/.test(field)));
  return { figures, section, isGarbled: isNameless };
}

/** With its #, or empty; `figures` holds what is said of each, in the order in which they stand. */
export function writeHash(figures: readonly string[], section = ''): string {
  if (figures.length === 0) return section && `#${section}`;
  return `#${[...figures, ...(section === '' ? [] : [`at=${section}`])].join('&')}`;
}

/** The same states of the figures, and this section as the one that is read. */
export function withSection(hash: string, section: string): string {
  const { figures } = readHash(hash);
  if (figures.size === 0 && section === '') return hash;
  return writeHash([...figures.values()], section);
}

interface Group {
  figure: string | null;
  readonly fields: string[];
}

function splitField(field: string): [key: string, value: string] {
  const at = field.indexOf('=');
  return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}

/**
 * Undoes what chat programs and prose do to an address: escaped once more, or several times, `&amp;`, a bracket or full
 * stop at its end. What follows `:~:` is meant for the browser.
 */
function cleaned(hash: string): { text: string; isGarbled: boolean } {
  let text = hash
    .slice(0, longestHash)
    .replace(/^#/, '')
    .replace(/:~:.*$/s, '');
  for (let round = 0; round < mostEscapes && !text.includes('=') && text.includes('%'); round += 1) {
    const next = unescaped(text);
    if (next === text) return { text, isGarbled: true };
    text = next;
  }
  return { text: withoutEnd(text.replace(/&(?:amp;)+/g, '&')), isGarbled: false };
}

/** Browsers escape what is not ASCII, so a full stop of Chinese prose may come as three bytes. */
function withoutEnd(text: string): string {
  let from = text.length;
  while (/^%[\da-f]{2}$/i.test(text.slice(from - 3, from))) from -= 3;
  const plain = text.slice(0, from) + unescaped(text.slice(from));
  let end = plain.length;
  while (/^[\s)\]}>.,;:!?'"。，、；：！？）」』”’]$/u.test(plain.charAt(end - 1))) end -= 1;
  return plain.slice(0, end);
}

/** Escapes that are no UTF-8 stay as they are. */
function unescaped(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });
}
