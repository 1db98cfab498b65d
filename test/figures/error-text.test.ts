import { expect, test } from 'vitest';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { errorText } from '../../src/figures/shared/error-text.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import { languages } from '../../src/i18n/languages.ts';

test.each(languages)('says in %s what stopped being a number, and never by the name of a parameter', (language) => {
  const errors = slice(language, 'errors');
  const ofLoss = errorText(errors, 'notFinite', { update: 12, where: 'loss' });
  expect(ofLoss).toContain('12');
  for (const cell of ['rnn', 'gru', 'lstm'] as const) {
    const description = { cell, inputSize: 3, hiddenSize: 2, outputSize: 4, bias: true };
    for (const { name } of createNetwork(description, referenceKernels).shapes) {
      const text = errorText(errors, 'notFinite', { update: 12, where: `gradient of ${name}` });
      expect(text).toContain('12');
      expect(text).not.toBe(ofLoss);
      expect(text).not.toMatch(/[_.]\w|\{/);
    }
  }
});

test('has a sentence for a code it has never heard of', () => {
  const errors = slice('en', 'errors');
  expect(errorText(errors, 'neverHeardOf', {})).toBe(errors.unexpected);
});
