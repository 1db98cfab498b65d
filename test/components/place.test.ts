import { expect, test } from 'vitest';
import { placeHash, readPlace } from '../../src/components/place.ts';

test.each([
  ['', 'gru', '#gru'],
  ['#one-state', 'gru', '#gru'],
  ['#chapters', '', '#chapters'],
  ['#f=lstm&v=1&t=9', '', '#f=lstm&v=1&t=9'],
  ['#f=lstm&v=1&t=9', 'gru', '#f=lstm&v=1&t=9&at=gru'],
])('at %j in the section %j the other language opens at %j', (hash, section, expected) => {
  expect(placeHash(hash, section)).toBe(expected);
});

test.each([
  ['#f=lstm&v=1&t=9&at=gru', { section: 'gru', figure: 'lstm', rest: '#f=lstm&v=1&t=9' }],
  ['#f=lstm&v=1', { section: '', figure: 'lstm', rest: '#f=lstm&v=1' }],
  ['#gru', { section: '', figure: '', rest: '#gru' }],
  ['#%E0%A4%A', { section: '', figure: '', rest: '#%E0%A4%A' }],
  ['', { section: '', figure: '', rest: '' }],
])('%j names a place', (hash, place) => {
  expect(readPlace(hash)).toEqual(place);
});
