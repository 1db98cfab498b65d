/** Faults that can be seen in one finished page, each as a rule on its document. */
import { hashOf } from '../policy.ts';

export interface Rule {
  name: string;
  /** A sentence for each fault found. */
  find: (page: Document) => string[];
}

/** Text here is not prose: program, style, the TeX kept beside an equation, a quotation as it stands in its source. */
const notProse = 'script, style, template, pre, code, annotation, [data-verbatim]';

export const rules: Rule[] = [
  { name: 'equation-error', find: (page) => each(page, '.katex-error', (at) => `broken TeX: ${at.textContent}`) },
  {
    name: 'equation-colour',
    find: (page) => each(page, '[mathcolor="#cc0000"]', (at) => `unknown TeX command: ${at.textContent}`),
  },
  {
    name: 'equation-unrendered',
    find: (page) => each(page, '.language-math, .math-inline, .math-display', (at) => `raw TeX: ${at.textContent}`),
  },
  { name: 'unresolved-citation', find: (page) => literally(page, '[@') },
  { name: 'literal-emphasis', find: (page) => literally(page, '**') },
  { name: 'literal-dollars', find: (page) => literally(page, '$$') },
  { name: 'duplicate-id', find: duplicateIds },
  {
    name: 'image-without-alternative',
    find: (page) => each(page, 'img:not([alt]), [role="img"]:not([aria-label]):not([aria-labelledby])', outline),
  },
  { name: 'foreign-origin', find: foreignResources },
  { name: 'policy', find: refusedByPolicy },
  { name: 'footnote', find: (page) => each(page, '[data-footnotes]', () => 'a footnote: use <Aside> instead') },
  {
    name: 'language',
    find: (page) => (page.documentElement.getAttribute('lang') ? [] : ['the page does not say its language']),
  },
];

function duplicateIds(page: Document): string[] {
  const ids = [...page.querySelectorAll('[id]')].map((at) => at.id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `the id "${id}" stands twice`);
}

/** Anything the browser would fetch from another origin; links a reader may follow are not meant. */
function foreignResources(page: Document): string[] {
  const fetched = 'script[src], img[src], iframe[src], video[src], audio[src], source[src], embed[src], object[data]';
  const linked = 'link[rel~=stylesheet], link[rel~=preload], link[rel~=modulepreload], link[rel~=icon]';
  return each(page, `${fetched}, ${linked}, astro-island`, (at) =>
    ['src', 'href', 'data', 'component-url', 'renderer-url'].map((name) => at.getAttribute(name) ?? '').join(' '),
  ).filter((addresses) => /(^|\s)(https?:)?\/\//.test(addresses));
}

/** The page must carry a policy, and every inline script and style a hash in it: the browser drops what has none. */
function refusedByPolicy(page: Document): string[] {
  const policy = page.querySelector('meta[http-equiv="content-security-policy" i]')?.getAttribute('content');
  if (!policy) return ['the page carries no content security policy'];
  return each(page, 'script:not([src], [type="application/ld+json"]), style', (at) =>
    policy.includes(hashOf(at.textContent ?? '')) ? '' : `the policy has no hash for ${at.outerHTML.slice(0, 80)}`,
  ).filter(Boolean);
}

function literally(page: Document, sign: string): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node.nodeType === 3 && node.nodeValue?.includes(sign)) found.push(`"${sign}" in "${node.nodeValue.trim()}"`);
    if (node.nodeType === 1 && (node as Element).matches(notProse)) return;
    for (const child of node.childNodes) visit(child);
  };
  if (page.body) visit(page.body);
  return found;
}

function each(page: Document, selector: string, say: (at: Element) => string): string[] {
  return [...page.querySelectorAll(selector)].map(say);
}

function outline(at: Element): string {
  return at.outerHTML.slice(0, 120);
}
