/**
 * Sets a thin space between Chinese characters and an equation in the line, as `text-autospace` does for Latin letters:
 * an equation is a box of its own, which the browser does not look into.
 */
import type { Node } from './tree.ts';

const thinSpace = '\u2009';
const endsInHan = /\p{Script=Han}$/u;
const startsWithHan = /^\p{Script=Han}/u;

export function remarkHanSpacing() {
  return space;
}

function space(parent: Node): void {
  const children = parent.children ?? [];
  children.forEach((node, index) => {
    space(node);
    if (node.type !== 'inlineMath') return;
    const before = children[index - 1];
    const after = children[index + 1];
    if (before?.type === 'text' && endsInHan.test(before.value ?? '')) before.value += thinSpace;
    if (after?.type === 'text' && startsWithHan.test(after.value ?? '')) after.value = thinSpace + after.value;
  });
}
