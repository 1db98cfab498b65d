/** Every colour of the book, read from the one file that defines them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, distance, visions } from './shared/colour.ts';

const css = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8');
const themes = { light: colours(':root {'), dark: colours(':root[data-theme="dark"]') };

const texts = ['ink', 'ink-2', 'ink-3', 'negative', 'positive-text'];
const quantities = ['forget', 'input', 'candidate', 'output', 'cell', 'hidden'];
const grounds = ['paper', 'surface', 'well'];

describe.each(Object.entries(themes))('in %s', (_, theme) => {
  const of = (name: string) => theme.get(name) ?? '';

  test.each([...texts, ...quantities])('%s reads on every ground', (name) => {
    for (const ground of grounds) expect(contrast(of(name), of(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  describe.each(['', '-fill'])('quantities%s', (suffix) => {
    const pairs = quantities.flatMap((one, at) => quantities.slice(at + 1).map((other) => [one, other] as const));
    const all = [...pairs, ['negative', 'positive'] as const];

    // 15 is six times what is just noticeable: enough for squares of 12 px, and near what six hues can reach at 4.5 : 1.
    test.each(all)('%s and %s stay apart in every colour vision', (one, other) => {
      for (const [name, vision] of Object.entries(visions)) {
        expect(distance(of(one + suffix), of(other + suffix), vision), name).toBeGreaterThanOrEqual(15);
      }
    });
  });
});

test('the device and the button choose the same dark', () => {
  expect(colours(':root:not([data-theme="light"], [data-theme="dark"])')).toEqual(themes.dark);
});

test('the measure of distance is the one the colours were chosen by', () => {
  const { light, dark } = themes;
  const round = (value: number) => Math.round(value * 10) / 10;
  const { tritan, deutan } = visions;
  if (!tritan || !deutan) throw new Error('a vision is missing');
  expect(round(distance(light.get('input') ?? '', light.get('output') ?? '', tritan))).toBe(16.9);
  expect(round(distance(dark.get('input') ?? '', dark.get('cell') ?? '', deutan))).toBe(16.8);
});

/** The custom properties of the block that opens with `selector`. */
function colours(selector: string): Map<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(css.indexOf('{', start), css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}
