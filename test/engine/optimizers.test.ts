import { describe, expect, test } from 'vitest';
import { clipByNorm, clipByValue, totalNorm } from '../../src/engine/clipping.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createOptimizer, type OptimizerSettings } from '../../src/engine/optimizers.ts';
import { createRandom } from '../../src/engine/random.ts';

const kinds: readonly OptimizerSettings[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.01 },
  { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
  { kind: 'rmsprop', learningRate: 0.01 },
  { kind: 'rmsprop', learningRate: 0.01, momentum: 0.9, weightDecay: 0.01 },
  { kind: 'rmsprop', learningRate: 0.01, centered: true },
  { kind: 'adagrad', learningRate: 0.5 },
  { kind: 'adagrad', learningRate: 0.5, learningRateDecay: 1e-4, weightDecay: 0.01 },
  { kind: 'adam', learningRate: 0.01 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.8, weightDecay: 0.01 },
  { kind: 'adam', learningRate: 0.01, amsgrad: true },
  { kind: 'adamw', learningRate: 0.01, weightDecay: 0.1 },
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
    const undecayed = { ...settings, weightDecay: 0 };
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

describe('AdamW', () => {
  test('shrinks the weights in step with themselves, whatever their gradients have been', () => {
    const parameters = Float64Array.of(1, 1);
    const optimizer = create({ kind: 'adamw', learningRate: 0.1, weightDecay: 0.5 }, parameters);
    optimizer.update(parameters, new Float64Array(2));
    expect([...parameters]).toEqual([0.95, 0.95]);
    const unchanged = Float64Array.of(1);
    create({ kind: 'adamw', learningRate: 0.1 }, unchanged).update(unchanged, new Float64Array(1));
    expect(unchanged[0]).toBe(1 - 0.1 * 0.01);
  });

  test('without decay is Adam', () => {
    const [plain, decoupled] = [Float64Array.of(1, -2), Float64Array.of(1, -2)];
    const [first, second] = [
      create({ kind: 'adam', learningRate: 0.1 }, plain),
      create({ kind: 'adamw', learningRate: 0.1, weightDecay: 0 }, decoupled),
    ];
    for (let update = 0; update < 5; update += 1) {
      first.update(plain, Float64Array.of(0.3, update));
      second.update(decoupled, Float64Array.of(0.3, update));
    }
    expect([...decoupled]).toEqual([...plain]);
  });
});

describe('AMSGrad', () => {
  test('does not speed up again after a large gradient, as Adam does', () => {
    const move = (amsgrad: boolean) => {
      const parameters = Float64Array.of(0);
      const optimizer = create({ kind: 'adam', learningRate: 0.1, beta1: 0, beta2: 0.5, amsgrad }, parameters);
      optimizer.update(parameters, Float64Array.of(100));
      for (let update = 0; update < 20; update += 1) optimizer.update(parameters, Float64Array.of(1));
      const before = parameters[0];
      optimizer.update(parameters, Float64Array.of(1));
      return before - parameters[0];
    };
    expect(move(true)).toBeLessThan(0.1 * move(false));
  });
});

describe('Nesterov momentum', () => {
  test('first moves by the gradient and its velocity together', () => {
    const parameters = Float64Array.of(0);
    create({ kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true }, parameters).update(
      parameters,
      Float64Array.of(1),
    );
    expect(parameters[0]).toBeCloseTo(-0.1 * 1.9, 15);
  });

  test.each([
    [{ momentum: 0 }, 'sgd: Nesterov needs a momentum and no dampening, got 0 and 0'],
    [{ momentum: 0.9, dampening: 0.1 }, 'sgd: Nesterov needs a momentum and no dampening, got 0.9 and 0.1'],
  ])('is refused in a sentence with %j', (change, sentence) => {
    const settings = { kind: 'sgd', learningRate: 0.1, nesterov: true, ...change } as const;
    expect(() => create(settings, new Float64Array(1))).toThrow(sentence);
  });
});

describe('Adagrad', () => {
  test('takes a step of the learning rate over the root of how many it has made, when gradients stay the same', () => {
    const parameters = Float64Array.of(0);
    const optimizer = create({ kind: 'adagrad', learningRate: 1 }, parameters);
    for (let update = 1; update <= 4; update += 1) {
      const before = parameters[0];
      optimizer.update(parameters, Float64Array.of(3));
      expect(before - parameters[0]).toBeCloseTo(1 / Math.sqrt(update), 9);
    }
  });
});

describe('a total norm', () => {
  const gradient = Float64Array.of(-3, 0, 4);

  test.each([
    [1, 7],
    [2, 5],
    [3, Math.cbrt(27 + 64)],
    [Infinity, 4],
  ])('of order %s is %s', (order, norm) => {
    expect(totalNorm(gradient, order)).toBeCloseTo(norm, 14);
    const clipped = gradient.slice();
    clipByNorm(clipped, 0.5, order);
    // The 1e-6 of the definition, relative to a norm of 4 or more.
    expect(totalNorm(clipped, order)).toBeCloseTo(0.5, 6);
  });

  test.each([1, 2, 3, Infinity])('of order %s does not hide what is not a number', (order) => {
    expect(totalNorm(Float64Array.of(1, NaN), order)).toBeNaN();
  });

  test.each([0, -1, NaN])('of order %s is refused in a sentence', (order) => {
    expect(() => totalNorm(gradient, order)).toThrow(`totalNorm: the order must be above 0, got ${order}`);
  });
});

describe('clipping by value', () => {
  test('cuts each entry off alone and may turn the gradient', () => {
    const gradient = Float64Array.of(-3, 0.2, 4, NaN);
    clipByValue(gradient, 0.5);
    expect([...gradient]).toEqual([-0.5, 0.2, 0.5, NaN]);
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
