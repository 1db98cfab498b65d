/**
 * Gives back the paragraph around a line that holds nothing but inline components. MDX takes such a line for a row of
 * blocks: `<Source>…</Source> <Cite />` alone on its line would otherwise stand in the page without one.
 */
import { attributeOf, type Node, type Place, setAttributes } from './tree.ts';

const inlineComponents = ['Source', 'Ref', 'Cite', 'Value'];
const phrasing = ['text', 'emphasis', 'strong', 'delete', 'link', 'inlineCode', 'inlineMath', 'break'];

export function remarkParagraphs() {
  return (tree: Node): void => group(tree);
}

function group(parent: Node): void {
  const children: Node[] = [];
  for (const child of parent.children ?? []) {
    const previous = children.at(-1);
    if (!isInlineBlock(child)) {
      if (child.type === 'mdxJsxFlowElement' && child.name === 'Source' && !attributeOf(child, 'as'))
        setAttributes(child, { as: 'div' });
      group(child);
      children.push(child);
    } else if (previous?.data?.regrouped && follows(previous, child)) {
      if (end(previous).offset !== child.position?.start.offset) previous.children?.push({ type: 'text', value: ' ' });
      previous.children?.push(inline(child));
      previous.position = { ...start(previous), end: end(child) };
    } else {
      const place = child.position ? { position: child.position } : {};
      children.push({ type: 'paragraph', data: { regrouped: true }, children: [inline(child)], ...place });
    }
  }
  if (parent.children) parent.children = children;
}

/** A component set in a line of text, though MDX calls it a block. */
function isInlineBlock(node: Node): boolean {
  if (node.type !== 'mdxJsxFlowElement' || !inlineComponents.includes(node.name ?? '')) return false;
  if (attributeOf(node, 'as')) return false;
  return (node.children ?? []).every(isPhrasing);
}

function isPhrasing(node: Node): boolean {
  return phrasing.includes(node.type) || node.type === 'mdxJsxTextElement' || isInlineBlock(node);
}

function inline(node: Node): Node {
  return { ...node, type: 'mdxJsxTextElement' };
}

/** On the same line, or on the next one of the same paragraph. */
function follows(previous: Node, node: Node): boolean {
  return (node.position?.start.line ?? 0) - end(previous).line <= 1;
}

function end(node: Node): Place {
  return node.position?.end ?? { line: 0, column: 0, offset: 0 };
}

function start(node: Node): { start: Place } {
  return { start: node.position?.start ?? { line: 0, column: 0, offset: 0 } };
}
