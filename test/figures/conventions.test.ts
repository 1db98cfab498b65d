/** One network in everybody's writing: who writes how, what the figure prints of it, and that all of it is computed. */
import { readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { katexOptions } from '../../src/build/katex.ts';
import { DEFAULT_RESET, GATE_ORDERS } from '../../src/engine/cells/conventions.ts';
import { conventionsCsv } from '../../src/figures/conventions/csv.ts';
import { allKeys, keysOf, texOf } from '../../src/figures/conventions/equations.ts';
import { createConventionModel } from '../../src/figures/conventions/model.ts';
import { packLines, unpackLine } from '../../src/figures/conventions/packing.ts';
import { type PresetName, presetOf, presetsOf } from '../../src/figures/conventions/presets.ts';
import { conventionFields, nearestState } from '../../src/figures/conventions/state.ts';
import { tensorsOf } from '../../src/figures/conventions/tensors.ts';
import type { ConventionState } from '../../src/figures/conventions/types.ts';
import { statusLine, verdict, why, writtenBy } from '../../src/figures/conventions/words.ts';
import { defaults, readLink, writeLink } from '../../src/figures/shared/link.ts';
import { slice } from '../../src/i18n/dictionary.ts';

const weightsOf = (cell: string) =>
  readFileSync(`content/networks/last-capital-${cell}.safetensors`).toString('base64');
const weights = { gru: weightsOf('gru'), lstm: weightsOf('lstm') };
const create = () => createConventionModel({ id: 'conventions', weights });
const begun = defaults(conventionFields);
const as = (name: PresetName): ConventionState => ({ ...begun, ...presetsOf.gru[name] });
const gru = Object.keys(presetsOf.gru) as PresetName[];

describe('what a program writes', () => {
  test('is what the engine knows of its defaults', () => {
    for (const name of ['pytorch', 'keras', 'onnx'] as const) {
      expect(presetsOf.gru[name]).toMatchObject({ order: name, reset: DEFAULT_RESET[name] });
    }
    expect(GATE_ORDERS.gru.keras).toEqual(['updateGate', 'resetGate', 'candidate']);
  });

  test('is found again from the switches, and a mixture is nobody’s', () => {
    for (const name of gru) expect(presetOf(as(name))).toBe(name);
    expect(presetOf({ ...as('pytorch'), update: 'takes' })).toBeNull();
    expect(presetOf({ ...as('onnx'), cell: 'lstm' })).toBe('onnx');
  });

  test('is opened again by its link', () => {
    for (const name of gru) {
      const link = writeLink('conventions', conventionFields, as(name));
      expect(readLink('conventions', conventionFields, link)?.state ?? begun).toEqual(as(name));
    }
  });

  test('is never an LSTM in the letters of a paper on the GRU', () => {
    expect(nearestState({ ...begun, cell: 'lstm' }).letters).toBe('pytorch');
    expect(nearestState({ ...as('keras'), cell: 'lstm' }).letters).toBe('keras');
  });
});

describe('the equations', () => {
  test('are all of them rendered, and come back from where they wait', () => {
    const rendered = Object.fromEntries(
      allKeys().map((key) => [key, katex.renderToString(texOf(key), { ...katexOptions, output: 'htmlAndMathml' })]),
    );
    const packed = packLines(rendered);
    for (const name of gru) {
      for (const key of keysOf(as(name))) {
        expect(rendered[key], key).toMatch(/^<span class="katex">/);
        expect(unpackLine(packed, key)).toBe(rendered[key]);
      }
    }
    // Small enough for the page: as they are they would be half a megabyte.
    expect(JSON.stringify(packed).length).toBeLessThan(200_000);
  });

  test('say what keeps and what takes, and where the reset gate stands', () => {
    const plain = (name: PresetName) =>
      keysOf(as(name)).map((key) => texOf(key).replace(/\\term\{\w+\}\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g, '$1'));
    expect(plain('pytorch')).toEqual([
      String.raw`r_t = \sigma(W_{ir}x_t + b_{ir} + W_{hr}h_{t-1} + b_{hr})`,
      String.raw`z_t = \sigma(W_{iz}x_t + b_{iz} + W_{hz}h_{t-1} + b_{hz})`,
      String.raw`n_t = \tanh(W_{in}x_t + b_{in} + r_t \odot (W_{hn}h_{t-1} + b_{hn}))`,
      String.raw`h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}`,
    ]);
    expect(plain('chung2014').slice(2)).toEqual([
      String.raw`\tilde h_t = \tanh(Wx_t + U(r_t \odot h_{t-1}) + b)`,
      String.raw`h_t = z_t \odot \tilde h_t + (1 - z_t) \odot h_{t-1}`,
    ]);
    expect(plain('cho2014')[3]).toBe(String.raw`h_t = (1 - z_t) \odot \tilde h_t + z_t \odot h_{t-1}`);
    expect(plain('keras')[0]).toMatch(/^z_t/);
    expect(plain('onnx')[2]).toContain(String.raw`(r_t \odot H_{t-1})R_h^{\top} + R_{bh}`);
  });
});

describe('the tensors', () => {
  test('have the names and shapes of whoever stores them', () => {
    const shown = (state: ConventionState) =>
      tensorsOf(state, 8, 4).map(({ name, shape, blocks, isZero }) => {
        const order = blocks.map(({ letter, isTurned }) => (isTurned ? `-${letter}` : letter)).join(' ');
        return [name, shape, isZero ? '0' : order].join('; ');
      });
    expect(shown(as('pytorch'))[0]).toBe('weight_ih_l0; (12, 8); r z n');
    expect(shown(as('keras'))).toEqual([
      'kernel; (8, 12); z r h',
      'recurrent_kernel; (4, 12); z r h',
      'bias[0]; (12,); z r h',
      'bias[1]; (12,); z r h',
    ]);
    expect(shown(as('keras-before'))[2]).toBe('bias; (12,); z r h');
    expect(shown(as('chung2014'))[3]).toBe('bias_hh_l0; (12,); 0');
    expect(shown(as('chung2014'))[0]).toContain('r -z n');
    expect(shown({ ...as('onnx'), cell: 'lstm' })[3]).toBe('B[:, 16:]; (1, 16); i o f c');
  });
});

describe('the shipped GRU', () => {
  const model = create();
  const outcome = (name: string) => {
    const found = model.outcomes.value.find((one) => (one.switch ?? 'all') === name);
    if (!found) throw new Error(`There is no ${name}`);
    return found;
  };

  test('is right as often as it was trained to be', () => {
    expect(model.right.value).toBeGreaterThanOrEqual(63);
  });

  test('with its update gate turned round is the same to rounding, and guesses when it is not turned', () => {
    const { converted, misread, isSame } = outcome('update');
    expect(isSame).toBe(true);
    expect(converted.difference).toBeLessThan(1e-14);
    expect(converted.right).toBe(model.right.value);
    expect(misread.difference).toBeGreaterThan(1);
    expect(misread.right).toBeLessThan(32);
  });

  test('with the reset before the product, or with one bias, is another', () => {
    for (const name of ['reset', 'biases', 'all']) {
      expect(outcome(name).isSame, name).toBe(false);
      expect(outcome(name).converted.difference).toBeGreaterThan(0.01);
    }
    expect(outcome('order').isOwn).toBe(true);
  });

  test('as Keras stores it is the same to the last bit, and as PyTorch nothing else', () => {
    model.choosePreset('keras');
    expect(outcome('all')).toMatchObject({ isSame: true, isOwn: false, converted: { difference: 0 } });
    model.choosePreset('pytorch');
    expect(model.outcomes.value.every(({ isOwn }) => isOwn)).toBe(true);
    model.state.undo();
    expect(model.preset.value).toBe('keras');
  });
});

test('the shipped LSTM needs one bias only', () => {
  const model = create();
  model.state.change({ cell: 'lstm', ...presetsOf.lstm.keras });
  const [order, biases, all] = model.outcomes.value;
  expect(order).toMatchObject({ isOwn: false, isSame: true, misread: { difference: 0 } });
  expect(biases?.isSame).toBe(true);
  expect(biases?.converted.difference).toBeGreaterThan(0);
  expect(biases?.misread.difference).toBeGreaterThan(0.1);
  expect(all?.isSame).toBe(true);
});

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  const texts = slice(language, 'figures.conventions');

  test('every outcome has its words', () => {
    const model = create();
    for (const cell of ['gru', 'lstm'] as const) {
      for (const name of Object.keys(presetsOf[cell]) as PresetName[]) {
        model.state.change({ cell });
        model.choosePreset(name);
        expect(writtenBy(texts, model)).not.toBe('');
        expect(statusLine(texts, model)).not.toMatch(/[{}]/);
        for (const one of model.outcomes.value) {
          expect(verdict(texts, one)).not.toBe('');
          const { switch: changed } = one;
          if (changed && !one.isOwn) expect(why(texts, { ...one, switch: changed }), `${name} ${changed}`).not.toBe('');
        }
      }
    }
    model.state.change({ update: 'takes' });
    model.state.change({ cell: 'gru', letters: 'keras' });
    expect(writtenBy(texts, model)).toContain('Keras');
  });
});

test('the file has a line for each switch', () => {
  const lines = conventionsCsv(create()).trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  expect(lines[2]).toMatch(/^gru,reset,before,0\.\d+,\d+,0\.\d+,\d+,64$/);
});
