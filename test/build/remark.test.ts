/** The plugins that turn a chapter file into a chapter, each on the smallest tree that shows what it does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { remarkBeside } from '../../src/build/remark/beside.ts';
import { remarkHeadings } from '../../src/build/remark/headings.ts';
import { remarkInlineMath } from '../../src/build/remark/inline-math.ts';
import { remarkNotes } from '../../src/build/remark/notes.ts';
import { remarkParagraphs } from '../../src/build/remark/paragraphs.ts';
import { remarkReferences } from '../../src/build/remark/references.ts';
import { attributeOf, type File, type Node, textOf } from '../../src/build/remark/tree.ts';

const text = (value: string): Node => ({ type: 'text', value });
const paragraph = (...children: Node[]): Node => ({ type: 'paragraph', children });
const heading = (value: string): Node => ({ type: 'heading', depth: 2, children: [text(value)] });
const root = (...children: Node[]): Node => ({ type: 'root', children });
const element = (
  kind: 'Flow' | 'Text',
  name: string,
  attributes: Record<string, string> = {},
  ...children: Node[]
) => ({
  type: `mdxJsx${kind}Element`,
  name,
  attributes: Object.entries(attributes).map(([key, value]) => ({
    type: 'mdxJsxAttribute' as const,
    name: key,
    value,
  })),
  children,
});
const at = (line: number, from: number, to: number): Pick<Node, 'position'> => ({
  position: { start: { line, column: from, offset: from }, end: { line, column: to, offset: to } },
});

function file(path = 'content/chapters/en/08-cell.mdx', frontmatter: Record<string, unknown> = { number: 8 }): File {
  return {
    path,
    data: { astro: { frontmatter } },
    fail: (reason) => {
      throw new Error(reason);
    },
  };
}

describe('headings', () => {
  test('take their id from the mark and their number from the chapter', () => {
    const tree = root(heading('Gates [#gates]'), heading('Why? [#why]'));
    remarkHeadings()(tree, file());
    expect(tree.children?.map((node) => [textOf(node), node.data?.hProperties])).toEqual([
      ['Gates', { id: 'gates', 'data-number': '8.1' }],
      ['Why?', { id: 'why', 'data-number': '8.2' }],
    ]);
  });

  test('without a mark stop the build', () => {
    expect(() => remarkHeadings()(root(heading('Gates')), file())).toThrow('stable identifier');
  });
});

describe('paragraphs', () => {
  test('are given back to lines of inline components alone', () => {
    const source = (line: number, from: number) => ({
      ...element('Flow', 'Source', { id: 'S2-K8' }, text('Words.')),
      ...at(line, from, from + 10),
    });
    const tree = root(source(1, 0), source(1, 11), source(3, 30));
    remarkParagraphs()(tree);
    expect(tree.children?.map(textOf)).toEqual(['Words. Words.', 'Words.']);
    expect(tree.children?.every(({ type }) => type === 'paragraph')).toBe(true);
  });

  test('are not put around blocks', () => {
    const tree = root(element('Flow', 'Source', { id: 'S2-K8' }, paragraph(text('Words.'))));
    remarkParagraphs()(tree);
    expect(attributeOf(tree.children?.[0] as Node, 'as')).toBe('div');
  });
});

describe('notes', () => {
  test('leave a number in the line and follow their paragraph', () => {
    const tree = root(paragraph(text('Read it. '), element('Text', 'Aside', {}, text('Note.')), text(' Go on.')));
    remarkNotes()(tree);
    const [noted] = tree.children ?? [];
    expect(noted?.children?.map(textOf)).toEqual(['Read it.1 Go on.', 'Note.']);
  });

  test('between paragraphs belong to the one before, without a number', () => {
    const tree = root(paragraph(text('Text.')), element('Flow', 'Aside', {}, text('Note.')));
    remarkNotes()(tree);
    expect(tree.children?.map(textOf)).toEqual(['Text.Note.']);
  });
});

describe('beside', () => {
  const imports: Node = { type: 'mdxjsEsm', value: "import CellStepper from '@/figures/cell-stepper/Figure.astro';" };

  test('wraps what stands before and after the figure', () => {
    const beside = element(
      'Flow',
      'Beside',
      {},
      paragraph(text('a')),
      element('Flow', 'CellStepper'),
      paragraph(text('b')),
    );
    remarkBeside()(root(imports, beside), file());
    expect(beside.children.map((node) => node.data?.hProperties?.class)).toEqual([
      'beside-text',
      'beside-figure',
      'beside-text',
    ]);
  });

  test('without a figure stops the build', () => {
    const beside = element('Flow', 'Beside', {}, paragraph(text('a')));
    expect(() => remarkBeside()(root(imports, beside), file())).toThrow('exactly one figure');
  });
});

test('an equation among Chinese characters stands a little apart from them', () => {
  const line = paragraph(text('状态'), { type: 'inlineMath', value: 'c_t' }, text('。'), {
    type: 'inlineMath',
    value: 'h',
  });
  remarkInlineMath()(root(line));
  expect(line.children?.[0]?.value).toBe('状态\u2009');

  const bold = paragraph({ type: 'strong', children: [text('状态')] }, { type: 'inlineMath', value: 'c_t' });
  remarkInlineMath()(root(bold));
  expect(bold.children?.[0]?.children?.[0]?.value).toBe('状态\u2009');
});

test('a full stop stays with the equation before it, unless that is long', () => {
  const line = (tex: string) => paragraph({ type: 'inlineMath', value: tex }, text('. Then'));
  const [short, long] = [line('h_{t-1}'), line('x'.repeat(80))];
  remarkInlineMath()(root(short, long));
  expect(short.children?.map(textOf)).toEqual(['h_{t-1}.', ' Then']);
  expect(long.children?.map(textOf)).toEqual(['x'.repeat(80), '. Then']);
});

describe('references', () => {
  const folder = mkdtempSync(join(tmpdir(), 'references-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const files = {
    'chapters/en/03-first.mdx': '---\nnumber: 3\n---\n\n<Equation id="old" quantity="hiddenState">',
    'chapters/en/08-cell.mdx': '---\nnumber: 8\n---\n\n<Equation id="new" quantity="cellState">',
    'references.bib':
      '@article{gers2000, author={Gers, Felix A. and Schmidhuber, J{\\"u}rgen and Cummins, Fred}, title={Learning to Forget}, journal={Neural Computation}, volume={12}, pages={2451--2471}, year={2000}}\n@misc{s2, author={{Somebody}}, title={An undated page}}',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, 'content', name, '..'), { recursive: true });
    writeFileSync(join(folder, 'content', name), content);
  }
  const resolve = (node: Node, where = file()) => remarkReferences({ root: folder })(root(node), where);

  test('to equations carry the number, and the chapter where it is another', () => {
    const [here, there] = [element('Text', 'Ref', { to: 'new' }), element('Text', 'Ref', { to: 'old' })];
    resolve(here);
    resolve(there);
    expect([attributeOf(here, 'number'), attributeOf(here, 'chapter')]).toEqual(['8.1', undefined]);
    expect([attributeOf(there, 'number'), attributeOf(there, 'chapter')]).toEqual(['3.1', 'first']);
  });

  test('to sources are worded in the language of the chapter, and listed', () => {
    const [en, zh] = [element('Text', 'Cite', { key: 'gers2000' }), element('Text', 'Cite', { key: 'gers2000' })];
    const frontmatter: Record<string, unknown> = {};
    resolve(en, file(undefined, frontmatter));
    resolve(zh, file('content/chapters/zh/08-cell.mdx'));
    expect(attributeOf(en, 'label')).toBe('Gers, Schmidhuber and Cummins, 2000');
    expect(attributeOf(zh, 'label')).toBe('Gers、Schmidhuber与Cummins，2000');
    expect(frontmatter.sources).toMatchObject([
      {
        key: 'gers2000',
        authors: 'Gers F. A., Schmidhuber J., Cummins F.',
        container: 'Neural Computation 12, 2451–2471',
      },
    ]);
  });

  test('from quotations name the author of the article, and list it', () => {
    const quote = element('Flow', 'Quote', { source: 'S2-K1', file: 'S2', line: '14' });
    const frontmatter: Record<string, unknown> = {};
    resolve(quote, file(undefined, frontmatter));
    expect(attributeOf(quote, 'author')).toBe('Somebody');
    expect(frontmatter.sources).toMatchObject([{ key: 's2', year: '' }]);
  });

  test.each([
    ['Quote', { file: 'S9' }, 'references.bib has no "s9"'],
    ['Ref', { to: 'gone' }, 'no equation is called "gone"'],
    ['Cite', { key: 'gone' }, 'references.bib has no "gone"'],
    ['Equation', {}, 'needs an id'],
  ])('of a %s to nothing stop the build', (name, attributes, sentence) => {
    expect(() => resolve(element('Flow', name, attributes))).toThrow(sentence);
  });
});
