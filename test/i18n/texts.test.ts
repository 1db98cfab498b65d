/** Words and numbers as the reader meets them. */
import { describe, expect, test } from 'vitest';
import { outcome, slice, t } from '../../src/i18n/dictionary.ts';
import { format, formatNumber } from '../../src/i18n/format.ts';

describe('the dictionary', () => {
  test('speaks both languages', () => {
    expect(t('en', 'site.chapters')).toBe('Chapters');
    expect(t('zh', 'site.chapters')).toBe('章节');
  });

  test('hands a figure its own texts and no others', () => {
    expect(slice('en', 'part.1')).toEqual({ numeral: 'I', title: 'Reading in order' });
  });

  test('refuses an outcome nobody has worded', () => {
    expect(() => outcome('en', 'lstm.nothing', 'yes')).toThrow('outcomes.lstm.nothing.yes');
  });
});

describe('a template', () => {
  test('is filled with values', () => {
    expect(format('Part {numeral}, {title}', { numeral: 'III', title: 'Gates' })).toBe('Part III, Gates');
  });

  test('with a gap is an error, not a brace on the page', () => {
    expect(() => format('Step {step}', {})).toThrow('no value for {step}');
  });
});

describe('a number', () => {
  test.each([
    [-1.394, 2, '−1.39'],
    [-0.001, 2, '0.00'],
    [1796, 0, '1,796'],
    [0.5, 2, '0.50'],
  ])('%d with %d decimals is %s', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text);
  });
});
