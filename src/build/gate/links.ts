/** Links between the pages of the book: each must lead somewhere, down to the element its hash names. */

export interface Page {
  /** Path from the folder of the site: `en/chapters/lstm-cell/index.html`. */
  path: string;
  page: Document;
}

/** A sentence for each link of `from` that leads nowhere. `files` are all paths of the site. */
export function deadLinks(from: Page, pages: Map<string, Page>, files: Set<string>, base: string): string[] {
  const home = `https://book.invalid${base.endsWith('/') ? base : `${base}/`}`;
  const own = new URL(from.path.replace(/index\.html$/, ''), home);
  return [...from.page.querySelectorAll('a[href], area[href], link[href], script[src], img[src]')].flatMap((at) => {
    const address = at.getAttribute('href') ?? at.getAttribute('src') ?? '';
    if (/^(?!https?:)[a-z-]+:/i.test(address)) return [];
    const target = new URL(address, own);
    if (target.origin !== own.origin) return [];
    if (!target.href.startsWith(home)) return [`${address} leads outside the site's base`];
    const path = decodeURIComponent(target.href.slice(home.length).replace(/[?#].*$/, ''));
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    if (!files.has(file)) return [`${address} leads nowhere`];
    const hash = decodeURIComponent(target.hash.slice(1));
    // A hash with "=" is the state of a figure, which the figure reads for itself.
    if (!hash || hash.includes('=')) return [];
    return pages.get(file)?.page.getElementById(hash) ? [] : [`${address}: no element is called "${hash}"`];
  });
}
