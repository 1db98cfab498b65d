/** Holds the source to the import table and to the few rules that keep runs reproducible. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../src/commands/shared/project.ts';
import { brokenImports, type Files, importCycles, irreproducible, longFiles } from './architecture/rules.ts';

describe('the source', () => {
  const files = readSources(['src', 'content', 'test']);
  const shipped: Files = new Map([...files].filter(([path]) => !path.startsWith('test/')));

  test('imports only what the table allows', () => expect(brokenImports(shipped)).toEqual([]));
  test('has no import cycles', () => expect(importCycles(shipped)).toEqual([]));
  test('has no file too long to read', () => expect(longFiles(files)).toEqual([]));
  test('takes randomness, time and inexact functions from nowhere', () => expect(irreproducible(shipped)).toEqual([]));
  test('has exactly one KaTeX, so that its styles fit its markup', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8'));
    const copies = Object.keys(packages).filter((path) => /(^|\/)node_modules\/katex$/.test(path));
    expect(copies).toEqual(['node_modules/katex']);
  });
});

describe('the import table', () => {
  test.each([
    ['src/engine/losses.ts', "import { x } from '../training/run.ts';"],
    ['src/engine/losses.ts', "import x from 'pure-rand';"],
    ['src/engine/losses.ts', "import { join } from 'node:path';"],
    ['src/engine/cells/gru.ts', "import { r } from '../kernels/reference.ts';"],
    ['src/engine/cells/gru.ts', "import { l } from './lstm.ts';"],
    ['src/engine/kernels/wasm.ts', "import { g } from './webgl.ts';"],
    ['src/tasks/adding.ts', "export { x } from '../training/run.ts';"],
    ['src/training/trainer.ts', "const { h } = await import('preact');"],
    ['src/figures/race/model.ts', "import { w } from '@/engine/kernels/wasm.ts';"],
    ['src/figures/race/model.ts', "import { p } from '@/engine/kernels/webgl/device.ts';"],
    ['src/figures/race/model.ts', "const worker = new URL('../../worker/worker.ts', import.meta.url);"],
    ['src/figures/race/model.ts', "import { m } from '@/figures/other/model.ts';"],
    ['src/figures/race/View.tsx', "import { t } from '@/training/run.ts';"],
    ['src/figures/race/Figure.astro', "---\nimport { m } from '@/engine/matrix.ts';\n---\n<p />"],
    ['src/figures/race/Figure.astro', '---\n---\n<script>import "@/engine/matrix.ts";</script>'],
    ['src/components/Aside.astro', "---\nimport { e } from '@/experiments/lstm.ts';\n---"],
    ['src/commands/train.ts', "import { m } from '../figures/race/model.ts';"],
    ['src/pages/index.astro', "---\nimport View from '@/figures/race/View.tsx';\n---"],
    ['content/chapters/en/08-lstm.mdx', "import { m } from '@/engine/matrix.ts'\n\nWords."],
    ['src/utils/drawer.ts', ''],
  ])('refuses %s with %s', (path, text) => {
    expect(brokenImports(new Map([[path, text]]))).toHaveLength(1);
  });

  test.each([
    ['src/engine/losses.ts', "import type { Run } from '../training/run.ts';"],
    ['src/engine/losses.ts', "import { type Run } from '../training/run.ts';"],
    ['src/engine/losses.ts', "// import x from 'preact'\nconst s = \"import x from 'preact'\";"],
    ['src/engine/cells/gru.ts', "import { sigmoid } from '../elementary.ts';"],
    ['src/figures/race/model.ts', "import { signal } from '@preact/signals';\nimport { d } from './draw.ts';"],
    ['src/worker/client.ts', "const worker = new URL('./worker.ts', import.meta.url);"],
    [
      'content/chapters/en/08-lstm.mdx',
      "import Aside from '@/components/Aside.astro'\n\n```ts\nimport x from 'preact'\n```\n",
    ],
  ])('allows %s with %s', (path, text) => {
    expect(brokenImports(new Map([[path, text]]))).toEqual([]);
  });

  test('names the file and the line', () => {
    const [sentence] = brokenImports(new Map([['src/tasks/a.ts', "// why\n\nimport { h } from 'preact';\n"]]));
    expect(sentence).toContain('src/tasks/a.ts:3: imports npm:preact');
  });
});

describe('the other rules', () => {
  test('a cycle is named with the line that closes it', () => {
    const files = new Map([
      ['src/engine/a.ts', "import { b } from './b.ts';"],
      ['src/engine/b.ts', "import { c } from './c.ts';"],
      ['src/engine/c.ts', "\nimport { a } from './a.ts';"],
    ]);
    const loop = 'src/engine/a.ts -> src/engine/b.ts -> src/engine/c.ts -> src/engine/a.ts';
    expect(importCycles(files)).toEqual([`src/engine/c.ts:2: closes the import cycle ${loop}.`]);
  });

  test('a cycle of types alone is none', () => {
    const files = new Map([
      ['src/engine/a.ts', "import type { B } from './b.ts';"],
      ['src/engine/b.ts', "import { a } from './a.ts';"],
    ]);
    expect(importCycles(files)).toEqual([]);
  });

  test('a file of 401 lines is too long, one of 400 is not', () => {
    const lines = (count: number) => new Map([['src/engine/a.ts', '//\n'.repeat(count)]]);
    expect(longFiles(lines(400))).toEqual([]);
    expect(longFiles(lines(401))).toHaveLength(1);
  });

  test.each([
    ['src/engine/a.ts', 'const x = 2 ** 3;'],
    ['src/engine/a.ts', 'Math.exp(1);'],
    ['src/engine/a.ts', 'const f = Math.cbrt;'],
    ['src/engine/a.ts', 'performance.now();'],
    ['src/tasks/a.ts', 'Math.random();'],
    ['src/training/trainer.ts', 'const now = new Date();'],
  ])('refuses %s with %s', (path, text) => {
    expect(irreproducible(new Map([[path, text]]))).toHaveLength(1);
  });

  test.each([
    ['src/engine/a.ts', '// Math.exp(1) and 2 ** 3\nMath.sqrt(Math.abs(Math.fround(2)));'],
    ['src/training/sweep.ts', 'Date.now();'],
  ])('allows %s with %s', (path, text) => {
    expect(irreproducible(new Map([[path, text]]))).toEqual([]);
  });
});

function readSources(folders: readonly string[]): Files {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|astro|mdx|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const shown = paths.map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const);
  return new Map(shown.filter(([path]) => !/^(src\/engine\/kernels\/(assembly|built)|test\/fixtures)\//.test(path)));
}
