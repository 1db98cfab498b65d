/**
 * Resolves what a chapter refers to: numbers each `<Equation>`, points each `<Ref>` at its equation and each `<Cite>`
 * at its source, names the article of each `<Quote>`, and hands the layout the list of sources the chapter cites. An unknown name stops the build.
 */
import { basename, dirname, join } from 'node:path';
import { readBibliography, type Source } from '../bibliography.ts';
import { equationPlaces, readChapters, slugOf } from '../registry.ts';
import { attributeOf, type File, isElement, type Node, setAttributes, walk } from './tree.ts';

interface ReferenceOptions {
  /** The folder that holds `content/`. */
  root?: string;
}

export function remarkReferences({ root = process.cwd() }: ReferenceOptions = {}) {
  return (tree: Node, file: File): void => {
    const equations = equationPlaces(readChapters(root));
    const sources = readBibliography(join(root, 'content/references.bib'));
    const language = basename(dirname(file.path));
    const cited = new Map<string, Source>();

    for (const node of walk(tree)) {
      if (isElement(node, 'Equation')) {
        const id = attributeOf(node, 'id') ?? file.fail('<Equation> needs an id.', node.position);
        setAttributes(node, { number: equations.get(id)?.number ?? '' });
      }
      if (isElement(node, 'Ref')) {
        const to = attributeOf(node, 'to') ?? '';
        const place = equations.get(to) ?? file.fail(`<Ref>: no equation is called "${to}".`, node.position);
        const inside = place.slug === slugOf(basename(file.path));
        setAttributes(node, { number: place.number, language, ...(inside ? {} : { chapter: place.slug }) });
      }
      if (isElement(node, 'Cite')) {
        const key = attributeOf(node, 'key') ?? attributeOf(node, 'of') ?? '';
        const source = sources.get(key) ?? file.fail(`<Cite>: references.bib has no "${key}".`, node.position);
        cited.set(key, source);
        // `key` is spoken for in JSX, so the component is told the name another way.
        setAttributes(node, { of: key, label: source.label[language] ?? source.key });
      }
      if (isElement(node, 'Quote')) {
        const key = (attributeOf(node, 'file') ?? '').toLowerCase();
        const source = sources.get(key) ?? file.fail(`<Quote>: references.bib has no "${key}".`, node.position);
        cited.set(key, source);
        setAttributes(node, { author: source.authors, language });
      }
    }

    const frontmatter = file.data.astro?.frontmatter;
    if (frontmatter) frontmatter.sources = [...cited.values()].sort((a, b) => a.authors.localeCompare(b.authors, 'en'));
  };
}
