/** The fonts a reader waits for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { cuts, writeFonts } from '../../src/build/fonts.ts';

const root = new URL('../..', import.meta.url).pathname;
const folder = join(root, '.cache/fonts');

/** Seen on the first screen of an English page; italics and equations come with the pages that need them. */
const firstView = [
  'newsreader-text',
  'newsreader-title',
  'newsreader-section',
  'newsreader-wordmark',
  'newsreader-numeral',
  'instrument-sans',
  'sometype-mono',
];

beforeAll(() => writeFonts(folder));

test('the first screen of an English page needs at most 60 kB of fonts', () => {
  const bytes = firstView.map((name) => readFileSync(join(folder, `${name}.woff2`)).length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
});

test('every cut is a woff2 file that the styles ask for', () => {
  const css = readFileSync(join(root, 'src/styles/fonts.css'), 'utf8');
  for (const { name } of cuts) {
    expect(
      readFileSync(join(folder, `${name}.woff2`))
        .subarray(0, 4)
        .toString(),
    ).toBe('wOF2');
    expect(css).toContain(`${name}.woff2`);
  }
});
