import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestHash, readHash, withSection, writeHash } from '../../src/address/hash.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
/** Fields as figures write them: nothing at their end that prose puts behind an address. */
const field = fc.tuple(
  fc.stringMatching(/^[b-eg-z][a-z]{0,5}$/),
  fc.stringMatching(/^[a-zA-Z0-9@:,.-]{0,20}[a-z0-9]$/),
);
const figure = fc.record({ name, fields: fc.array(field, { minLength: 1, maxLength: 8 }) });
const figures = fc.uniqueArray(figure, { selector: (one) => one.name, maxLength: 4 });
const section = fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z]$/));

const partOf = ({ name: id, fields }: { name: string; fields: [string, string][] }) =>
  [`f=${id}`, ...fields.map((pair) => pair.join('='))].join('&');

describe('the hash of an address', () => {
  test('gives back every figure and the section, in the order in which they were written', () => {
    fc.assert(
      fc.property(figures, section, (list, at) => {
        const hash = writeHash(list.map(partOf), at);
        const read = readHash(hash);
        expect([...read.figures]).toEqual(list.map((one) => [one.name, partOf(one)]));
        expect(read).toMatchObject({ section: at, isGarbled: false });
        expect(hash === '' || hash.startsWith('#')).toBe(true);
      }),
    );
  });

  test('gives them back as well when it was escaped whole, once or several times, or as HTML', () => {
    fc.assert(
      fc.property(figures, section, fc.integer({ min: 1, max: 5 }), (list, at, times) => {
        const hash = writeHash(list.map(partOf), at);
        let escaped = hash.slice(1);
        for (let k = 0; k < times; k += 1) escaped = encodeURIComponent(escaped);
        expect(readHash(`#${escaped}`)).toEqual(readHash(hash));
        expect(readHash(hash.replaceAll('&', '&amp;'))).toEqual(readHash(hash));
      }),
    );
  });

  test('can be anything at all: reading never throws', () => {
    const parts = fc.constantFrom(
      'f=',
      'f=lstm',
      'v=1',
      'at=',
      '&',
      '=',
      '%',
      '%25',
      '%E0%A4%A',
      'amp;',
      '。',
      '\u202e',
      '\0',
    );
    const hash = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(parts).map((list) => `#${list.join('')}`),
    );
    fc.assert(
      fc.property(hash, (text) => {
        const { figures: found } = readHash(text);
        for (const [id, part] of found) expect(part).toContain(`f=${id}`);
      }),
      { numRuns: 10_000 },
    );
  });

  test.each(['%25', '%E0%A4%A', ')', '&amp;', '&f=a', '=', '。', '%E3%80%82'])(
    'a megabyte of %s takes about as long as the part of it that is read',
    (one) => {
      const hash = `#f=lstm&x=${one.repeat(1_000_000 / one.length)}x`;
      // The best of nine: the machine may be busy with something else. The first is not counted: strings are put together.
      const best = (text: string) => {
        const texts = [text, `#${text.slice(9)}`];
        const times = Array.from({ length: 10 }, () => {
          const startMs = performance.now();
          for (const each of texts) readHash(each);
          return performance.now() - startMs;
        });
        return Math.min(...times.slice(1));
      };
      best(hash);
      // To read all of it would take some forty times as long; a millisecond for what is over at once.
      expect(best(hash)).toBeLessThan(8 * best(hash.slice(0, longestHash + 1)) + 1);
    },
  );

  test.each([
    ['', [], '', false],
    ['#', [], '', false],
    ['#claims', [], 'claims', false],
    ['#claims)。', [], 'claims', false],
    ['#__proto__=1', [], '', false],
    ['#utm_source=post', [], '', false],
    ['#:~:text=a=b', [], '', false],
    ['#%', [], '', true],
    ['#%E0%A4%A', [], '', true],
    ['#f%3Dlstm%26v%3D1%26t%3', ['lstm'], '', false],
    ['#f=', [], '', true],
    ['#v=1&t=7', [], '', true],
    ['#f=lstm&v=1&t=7%E3%80%82', ['lstm'], '', false],
    ['#v=1&f=lstm&t=7', ['lstm'], '', false],
    ['#f=lstm&v=1&f=lstm&v=1&t=9&f=gru', ['lstm', 'gru'], '', false],
    ['#f=lstm&v=1&at=gru', ['lstm'], 'gru', false],
  ])('%j speaks of its figures, of a section, or of nothing that can be read', (hash, names, at, isGarbled) => {
    const read = readHash(hash);
    expect([[...read.figures.keys()], read.section, read.isGarbled]).toEqual([names, at, isGarbled]);
  });

  test('that goes on too long says nothing of the figure at which it was cut', () => {
    const { figures: found } = readHash(`#f=lstm&v=1&t=7&f=gru&v=1&x=${'A'.repeat(longestHash)}`);
    expect([...found]).toEqual([
      ['lstm', 'f=lstm&v=1&t=7'],
      ['gru', 'f=gru'],
    ]);
  });
});

test.each([
  ['', 'gru', '#gru'],
  ['#one-state', 'gru', '#gru'],
  ['#chapters', '', '#chapters'],
  ['#f=lstm&v=1&t=9', '', '#f=lstm&v=1&t=9'],
  ['#f=lstm&v=1&t=9', 'gru', '#f=lstm&v=1&t=9&at=gru'],
  ['#f=lstm&v=1&t=9&at=claims', 'gru', '#f=lstm&v=1&t=9&at=gru'],
  ['#f=lstm&v=1&t=9&f=gru&v=1&t=7&at=claims', '', '#f=lstm&v=1&t=9&f=gru&v=1&t=7'],
])('at %j in the section %j the place is %j', (hash, at, expected) => {
  expect(withSection(hash, at)).toBe(expected);
});
