import { expect, test } from 'vitest';
import type { Node } from '../../src/build/remark/tree.ts';
import { rehypeUntranslated } from '../../src/build/untranslated.ts';

const element = (tagName: string, className: string[], ...children: Node[]) => ({
  type: 'element',
  tagName,
  properties: { className },
  children,
});

test('marks equations and code, and leaves the text around them to translators', () => {
  const equation = element('span', ['katex'], element('span', ['katex-html']));
  const code = element('code', []);
  const text = { type: 'text', value: 'where ' };
  const paragraph = element('p', [], text, equation, code);
  rehypeUntranslated()({ type: 'root', children: [paragraph] });
  expect(equation.properties).toEqual({ className: ['katex'], translate: 'no' });
  expect(code.properties).toMatchObject({ translate: 'no' });
  expect(paragraph.properties).toEqual({ className: [] });
});
