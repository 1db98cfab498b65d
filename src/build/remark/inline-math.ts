/**
 * Sets equations into a line of text. An equation is a box of its own, which the browser does not look into, so two
 * things it does for letters are done here: the small gap between Chinese and Latin, and the full stop that stays with
 * the word before it.
 */
import type { Node } from './tree.ts';

const thinSpace = '\u2009';
const endsInHan = /\p{Script=Han}$/u;
const startsWithHan = /^\p{Script=Han}/u;
const startsWithSign = /^[,.;:!?)’”，。；：！？、）]+/;
/** Characters of TeX: a longer equation may have to break across lines, with its sign or without. */
const longest = 60;

export function remarkInlineMath() {
  return set;
}

function set(parent: Node): void {
  const children: Node[] = [];
  for (const node of parent.children ?? []) {
    set(node);
    const previous = children.at(-1);
    const before = previous && lastText(previous);
    if (node.type === 'inlineMath' && before && endsInHan.test(before.value ?? '')) before.value += thinSpace;
    if (previous?.type === 'inlineMath' && node.type === 'text') follow(children, previous, node);
    else children.push(node);
  }
  if (parent.children) parent.children = children;
}

/** The text a reader meets last in a node: itself, or the end of what is emphasised. */
function lastText(node: Node): Node | undefined {
  if (node.type === 'text') return node;
  const last = node.type === 'strong' || node.type === 'emphasis' ? node.children?.at(-1) : undefined;
  return last && lastText(last);
}

/** Adds the text that follows an equation, its first signs bound to the equation. */
function follow(children: Node[], equation: Node, text: Node): void {
  const value = text.value ?? '';
  const sign = startsWithSign.exec(value)?.[0];
  if (!sign || (equation.value ?? '').length > longest) {
    children.push({ ...text, value: startsWithHan.test(value) ? thinSpace + value : value });
    return;
  }
  const together = [equation, { type: 'text', value: sign }];
  children[children.length - 1] = {
    type: 'together',
    data: { hName: 'span', hProperties: { class: 'together' } },
    children: together,
  };
  children.push({ ...text, value: value.slice(sign.length) });
}
