/**
 * Gives each heading the identifier its author wrote, `## Title [#id]`, the same in every language, so that links
 * survive a reworded title; and each section its number, 8.1, 8.2.
 */
import { type File, type Node, walk } from './tree.ts';

/** The mark at the end of a heading. */
const headingMark = /\s*\[#([a-z0-9-]+)\]\s*$/;

export function remarkHeadings() {
  return (tree: Node, file: File): void => {
    const chapter = file.data.astro?.frontmatter?.number;
    let section = 0;
    for (const node of walk(tree)) {
      if (node.type !== 'heading') continue;
      const properties: Record<string, string> = { id: takeMark(node, file) };
      if (node.depth === 2 && typeof chapter === 'number') {
        section += 1;
        properties['data-number'] = `${chapter}.${section}`;
      }
      node.data = { ...node.data, hProperties: { ...node.data?.hProperties, ...properties } };
    }
  };
}

function takeMark(heading: Node, file: File): string {
  const last = heading.children?.at(-1);
  const mark = last?.type === 'text' ? headingMark.exec(last.value ?? '') : null;
  if (!last || !mark?.[1]) {
    return file.fail('A heading needs a stable identifier: end it with [#short-name].', heading.position);
  }
  last.value = (last.value ?? '').replace(headingMark, '');
  return mark[1];
}
