/**
 * Marks equations and code as not to be translated. Programs that translate a page rewrite its text piece by piece:
 * an equation would come apart, and code would no longer run.
 */
import type { Node } from './remark/tree.ts';

interface HtmlNode extends Node {
  tagName?: string;
  properties?: Record<string, unknown>;
}

export function rehypeUntranslated() {
  return mark;
}

function mark(node: HtmlNode): void {
  if (isEquation(node) || node.tagName === 'code') node.properties = { ...node.properties, translate: 'no' };
  else for (const child of node.children ?? []) mark(child);
}

function isEquation({ properties }: HtmlNode): boolean {
  const names = properties?.['className'];
  return Array.isArray(names) && names.includes('katex');
}
