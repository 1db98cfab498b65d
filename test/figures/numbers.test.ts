import { expect, test } from 'vitest';
import {
  differs,
  formatChange,
  formatGradient,
  formatNumber,
  formatShare,
  formatSmall,
  formatValue,
} from '../../src/figures/shared/numbers.ts';

test('a value has two decimals and a real minus, and is never minus zero', () => {
  expect([0.955, -1.39, -0.001, -0, 1, 2.345].map((value) => formatValue(value))).toEqual([
    '0.96',
    '−1.39',
    '0.00',
    '0.00',
    '1.00',
    '2.35',
  ]);
  expect(formatValue(Number.NaN)).toBe('NaN');
  expect(formatValue(Number.NEGATIVE_INFINITY)).toBe('−∞');
});

test('a difference carries its sign unless it is nought', () => {
  expect([1.33, -0.05, 0.001, -0.001].map((value) => formatChange(value))).toEqual(['+1.33', '−0.05', '0.00', '0.00']);
});

test('what is below a hundredth is a power of ten', () => {
  expect([1e-6, -3.4e-12, 0.009, 0.01, 0].map(formatSmall)).toEqual([
    '1 × 10⁻⁶',
    '−3 × 10⁻¹²',
    '9 × 10⁻³',
    '0.01',
    '0.00',
  ]);
});

test('a gradient keeps two digits however small it is, and says 0 only where nothing flows', () => {
  expect([0.1234, -0.0119, 0.00996, 0.0094, -8.26e-12, 0, -0, 2.5, Number.NaN].map(formatGradient)).toEqual([
    '0.123',
    '−0.012',
    '0.010',
    '9.4\u00a0×\u00a010⁻³',
    '−8.3\u00a0×\u00a010⁻¹²',
    '0',
    '0',
    '2.500',
    'NaN',
  ]);
});

test('thousands have a comma', () => {
  expect(formatNumber(1796)).toBe('1,796');
});

test('a difference shows from half a hundredth on', () => {
  expect(differs(0.5, 0.505)).toBe(true);
  expect(differs(0.5, 0.5049)).toBe(false);
  expect(differs(Number.NaN, 0)).toBe(true);
});

test('a share may be tiny or large', () => {
  expect([4e-26, 0.5, 8.44, 120.4, 3456].map(formatShare)).toEqual(['4 × 10⁻²⁶', '0.50', '8.44', '120', '3 × 10³']);
});
