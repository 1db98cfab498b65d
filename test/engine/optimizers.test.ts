import { describe, expect, test } from 'vitest';
import { clipByNorm, totalNorm } from '../../src/engine/clipping.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createOptimizer, type OptimizerSettings } from '../../src/engine/optimizers.ts';
import { createRandom } from '../../src/engine/random.ts';

const kinds: readonly OptimizerSettings[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.01 },
  { kind: 'rmsprop', learningRate: 0.01 },
  { kind: 'rmsprop', learningRate: 0.01, momentum: 0.9, weightDecay: 0.01 },
  { kind: 'adam', learningRate: 0.01 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.8, weightDecay: 0.01 },
];

const create = (settings: OptimizerSettings, like: Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>) =>
  createOptimizer(settings, like, referenceKernels);

describe.each(kinds)('$kind $momentum $weightDecay', (settings) => {
  test('goes on from a copy of its state bit for bit', () => {
    const random = createRandom(2);
    const gradients = Array.from({ length: 10 }, () => Float64Array.from({ length: 5 }, () => random.gaussian()));
    const whole = Float64Array.from({ length: 5 }, () => random.gaussian());
    const parts = whole.slice();

    const inOneGo = create(settings, whole);
    for (const gradient of gradients) inOneGo.update(whole, gradient);

    const first = create(settings, parts);
    for (const gradient of gradients.slice(0, 4)) first.update(parts, gradient);
    const second = create(settings, parts);
    second.state.updates = first.state.updates;
    for (const [k, slot] of second.state.slots.entries()) slot.set(first.state.slots[k]);
    for (const k of second.state.powers.keys()) second.state.powers[k] = first.state.powers[k];
    for (const gradient of gradients.slice(4)) second.update(parts, gradient);

    expect([...parts]).toEqual([...whole]);
    expect(second.state).toEqual(inOneGo.state);
  });

  test('finds the bottom of a bowl', () => {
    const parameters = Float64Array.of(1, -2, 0.5);
    const optimizer = create(settings, parameters);
    for (let update = 0; update < 3000; update += 1) optimizer.update(parameters, parameters.slice());
    // Within one step of it: RMSprop keeps stepping by about the learning rate.
    for (const parameter of parameters) expect(Math.abs(parameter)).toBeLessThanOrEqual(settings.learningRate);
  });

  test('moves nothing when there is no gradient and no decay', () => {
    const { weightDecay: _, ...undecayed } = settings;
    const parameters = Float64Array.of(1, -2);
    create(undecayed, parameters).update(parameters, new Float64Array(2));
    expect([...parameters]).toEqual([1, -2]);
  });

  test('refuses gradients of another length in a sentence', () => {
    const optimizer = create(settings, new Float64Array(3));
    expect(() => optimizer.update(new Float64Array(3), new Float64Array(2))).toThrow(
      'update: made for 3 parameters, got 3 and 2 gradients',
    );
  });

  test('keeps its averages in the precision of the parameters', () => {
    expect(create(settings, new Float32Array(2)).state.slots[0]).toBeInstanceOf(Float32Array);
  });
});

describe('Adam', () => {
  test('counts its powers as running products', () => {
    const parameters = new Float64Array(1);
    const optimizer = create({ kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.99 }, parameters);
    let [first, second] = [1, 1];
    for (let update = 0; update < 50; update += 1) {
      optimizer.update(parameters, Float64Array.of(1));
      first *= 0.9;
      second *= 0.99;
    }
    expect(optimizer.state.powers).toEqual([first, second]);
    expect(optimizer.state.updates).toBe(50);
  });

  test('first moves every parameter by the learning rate, whatever the size of its gradient', () => {
    const parameters = new Float64Array(3);
    create({ kind: 'adam', learningRate: 0.1 }, parameters).update(parameters, Float64Array.of(1e-3, -1, 1e3));
    // epsilon 1e-8 beside a gradient of 1e-3 takes off a hundred-thousandth.
    [-0.1, 0.1, -0.1].forEach((value, k) => {
      expect(parameters[k]).toBeCloseTo(value, 5);
    });
  });
});

describe('clipping by norm', () => {
  test('caps the length and keeps the direction', () => {
    const gradient = Float64Array.of(3, 4);
    expect(clipByNorm(gradient, 1)).toBe(5);
    // The 1e-6 in the definition leaves the length that much short of its bound of one.
    expect(totalNorm(gradient)).toBeLessThanOrEqual(1);
    expect(totalNorm(gradient)).toBeGreaterThan(1 - 1e-6);
    expect(gradient[0] / gradient[1]).toBeCloseTo(3 / 4, 15);
  });

  test('leaves a short gradient exactly as it is', () => {
    const gradient = Float64Array.of(0.3, 0.4);
    expect(clipByNorm(gradient, 1)).toBe(0.5);
    expect([...gradient]).toEqual([0.3, 0.4]);
  });

  test('leaves zeros and nothing at all alone', () => {
    const zeros = new Float64Array(3);
    expect(clipByNorm(zeros, 1)).toBe(0);
    expect([...zeros]).toEqual([0, 0, 0]);
    expect(clipByNorm(new Float64Array(0), 1)).toBe(0);
  });

  test('does not hide a gradient that is not a number', () => {
    const gradient = Float64Array.of(1, NaN);
    expect(clipByNorm(gradient, 1)).toBeNaN();
    expect(gradient[1]).toBeNaN();
  });
});
