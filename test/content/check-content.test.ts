/** What must hold between languages before anything is built. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkContent, sentence } from '../../src/build/check-content.ts';
import { equationPlaces, readChapters } from '../../src/build/registry.ts';

const chapter = (...lines: string[]) => ['---', 'number: 8', '---', '', ...lines].join('\n');
const one = chapter('## Gates [#gates]', '', '<Equation id="forget" quantity="forgetGate">');
const well = {
  'interface/en.json': '{"a":"A"}',
  'interface/zh.json': '{"a":"甲"}',
  'chapters/en/08-cell.mdx': one,
  'chapters/zh/08-cell.mdx': one,
};

/** Faults of the well-formed content with some of its files changed or left out. */
function faults(changes: Record<string, string | undefined> = {}): string[] {
  const root = write({ ...well, ...changes });
  return checkContent(root).map((problem) => sentence(problem).replaceAll(`${root}/content/`, ''));
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function write(files: Record<string, string | undefined>): string {
  const root = mkdtempSync(join(tmpdir(), 'content-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) continue;
    const file = join(root, 'content', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

describe('content', () => {
  test('of this book is well', () => {
    expect(checkContent(new URL('../..', import.meta.url).pathname).map(sentence)).toEqual([]);
  });

  test('passes when the languages agree', () => expect(faults()).toEqual([]));

  test('is refused for a key that one language lacks', () => {
    expect(faults({ 'interface/zh.json': '{}' })).toEqual(['interface/zh.json: the key "a" is missing']);
    expect(faults({ 'interface/zh.json': '{"a":"甲","b":"乙"}' })).toEqual([
      'interface/en.json: the key "b" is missing',
    ]);
  });

  test('is refused for a chapter in one language only', () => {
    expect(faults({ 'chapters/zh/08-cell.mdx': undefined })).toEqual([
      'chapters/en/08-cell.mdx: no zh file goes with it',
    ]);
  });

  test('is refused for headings that differ', () => {
    const other = chapter('## 门 [#doors]', '', '<Equation id="forget" quantity="forgetGate">');
    expect(faults({ 'chapters/zh/08-cell.mdx': other })).toEqual([
      'chapters/zh/08-cell.mdx:5: headings differ from chapters/en/08-cell.mdx: there "gates", here "doors"',
    ]);
  });

  test('is refused for equations that differ', () => {
    const other = chapter('## 门 [#gates]', '', '<Equation id="remember" quantity="forgetGate">');
    expect(faults({ 'chapters/zh/08-cell.mdx': other })).toEqual([
      'chapters/zh/08-cell.mdx:7: equations differ from chapters/en/08-cell.mdx: there "forget", here "remember"',
    ]);
  });

  test('is refused for an id that stands twice, with the line', () => {
    const twice = `${one}\n<Equation\n  id="forget" quantity="forgetGate">`;
    const [first] = faults({ 'chapters/en/08-cell.mdx': twice, 'chapters/zh/08-cell.mdx': twice });
    expect(first).toBe('chapters/en/08-cell.mdx:8: the id "forget" is taken by chapters/en/08-cell.mdx:7');
  });
});

describe('the registry', () => {
  test('numbers equations by chapter and order, whatever the language', () => {
    const text = chapter('<Equation id="a" quantity="input">', '', '<Equation id="b" quantity="input">');
    const root = write({ 'chapters/en/08-cell.mdx': text, 'chapters/zh/08-cell.mdx': text });
    const places = equationPlaces(readChapters(root));
    expect([...places]).toEqual([
      ['a', { slug: 'cell', number: '8.1' }],
      ['b', { slug: 'cell', number: '8.2' }],
    ]);
  });

  test('takes no notice of code', () => {
    const root = write({ 'chapters/en/08-cell.mdx': chapter('```', '<Equation id="a">', '## B [#b]', '```') });
    expect(readChapters(root)[0]).toMatchObject({ equations: [], headings: [] });
  });
});
