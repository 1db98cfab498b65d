/**
 * Takes each `<Aside>` out of the line it is written in, leaves its number there, and sets it after its paragraph, so
 * that it can stand in the margin of a wide page and under the paragraph on a narrow one.
 */
import { attributeOf, isElement, type Node, setAttributes } from './tree.ts';

export function remarkNotes() {
  return (tree: Node): void => {
    let count = 0;
    const visit = (parent: Node): void => {
      const blocks: Node[] = [];
      for (const block of parent.children ?? []) {
        const previous = blocks.at(-1);
        if (block.type === 'mdxJsxFlowElement' && isElement(block, 'Aside') && previous) {
          blocks[blocks.length - 1] = withNotes(previous, [block]);
          continue;
        }
        if (!isParagraph(block)) {
          visit(block);
          blocks.push(block);
          continue;
        }
        const notes: Node[] = [];
        lift(block, notes, () => String(++count));
        blocks.push(notes.length ? withNotes(block, notes) : block);
      }
      if (parent.children) parent.children = blocks;
    };
    visit(tree);
  };
}

function isParagraph(node: Node): boolean {
  return node.type === 'paragraph' || (isElement(node, 'Source') && attributeOf(node, 'as') === 'p');
}

/** Moves the notes inside `parent` to `notes`, each replaced by its number, set close to the word before. */
function lift(parent: Node, notes: Node[], next: () => string): void {
  if (!parent.children) return;
  parent.children = parent.children.map((child, index, all) => {
    if (!isElement(child, 'Aside')) {
      lift(child, notes, next);
      return child;
    }
    const before = all[index - 1];
    if (before?.type === 'text') before.value = before.value?.trimEnd() ?? '';
    const number = next();
    setAttributes(child, { number });
    notes.push({ ...child, type: 'mdxJsxFlowElement' });
    return mark(number);
  });
}

function mark(number: string): Node {
  const properties = { class: 'note-mark', href: `#note-${number}` };
  const link = {
    type: 'mark',
    data: { hName: 'a', hProperties: properties },
    children: [{ type: 'text', value: number }],
  };
  return { type: 'mark', data: { hName: 'sup' }, children: [link] };
}

function withNotes(block: Node, notes: Node[]): Node {
  const has = (block.data?.hProperties?.class ?? '') === 'noted';
  if (has) {
    block.children?.at(-1)?.children?.push(...notes);
    return block;
  }
  const margin = { type: 'notes', data: { hName: 'div', hProperties: { class: 'notes' } }, children: notes };
  return { type: 'noted', data: { hName: 'div', hProperties: { class: 'noted' } }, children: [block, margin] };
}
