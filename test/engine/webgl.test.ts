/** What surrounds the products of a device; the products themselves are in test/browser/webgl.test.ts. */
import { expect, test } from 'vitest';
import { createReferencePath } from '../../src/engine/compute.ts';
import { createWebglPath } from '../../src/engine/compute-webgl.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createWebglKernels, probeWebgl, type WebglDevice } from '../../src/engine/kernels/webgl.ts';
import { createMatrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { compareLayer, compareProducts, layerCases } from './shared/agreement.ts';

/** Does what a device does, on typed arrays; cannot while `isLost`. */
function createFakeDevice() {
  const fake = { asked: [] as string[], isLost: false };
  const device: WebglDevice = {
    bytes: 0,
    product: (operation, [m, n, k], ...of) => {
      fake.asked.push(`${operation} ${m} ${n} ${k}`);
      if (!fake.isLost) referenceKernels[operation](...of);
      return !fake.isLost;
    },
    dispose: () => {},
  };
  return { fake, device };
}

test('products of all shapes go to the device with their sizes in the order rows, columns, inner', () => {
  const { fake, device } = createFakeDevice();
  const found = compareProducts(createWebglKernels(device, referenceKernels, 1), [2, 3]);
  expect(found.filter(({ difference }) => !(difference <= 1e-6))).toEqual([]);
  const shapes = [2, 3].flatMap((m) => [2, 3].flatMap((n) => [2, 3].map((k) => `${m} ${n} ${k}`)));
  const operations = ['multiply', 'multiplyTransposed', 'transposedMultiply'];
  const all = shapes.flatMap((shape) => operations.map((operation) => `${operation} ${shape}`));
  expect([...new Set(fake.asked)].sort()).toEqual(all.sort());
});

test('small and empty products never reach the device', () => {
  const { fake, device } = createFakeDevice();
  const kernels = createWebglKernels(device, referenceKernels, 28);
  const square = (side: number) => createMatrix(side, side, 'float32');
  kernels.multiply(square(3), square(3), square(3), 'replace');
  createWebglKernels(device, referenceKernels, 0).multiply(square(0), square(0), square(0), 'add');
  expect(fake.asked).toEqual([]);
  kernels.multiply(square(4), square(4), square(4), 'replace');
  expect(fake.asked).toEqual(['multiply 4 4 4']);
});

test('what the device did not do is done again, and added once', () => {
  const { fake, device } = createFakeDevice();
  fake.isLost = true;
  const out = matrixFromRows([[100]]);
  createWebglKernels(device, referenceKernels, 1).multiply(out, matrixFromRows([[2]]), matrixFromRows([[3]]), 'add');
  expect(fake.asked).toHaveLength(1);
  expect(out.data[0]).toBe(106);
});

test('shapes that do not fit together are told in a sentence, and are not given to the device', () => {
  const { fake, device } = createFakeDevice();
  const kernels = createWebglKernels(device, referenceKernels, 1);
  const shape = (rows: number, columns: number) => createMatrix(rows, columns);
  expect(() => kernels.multiply(shape(3, 2), shape(3, 4), shape(5, 2), 'replace')).toThrow('inner sizes differ');
  expect(() => kernels.multiply(shape(2, 2), shape(3, 4), shape(4, 2), 'replace')).toThrow('shapes differ');
  expect(() => kernels.multiplyTransposed(shape(3, 2), shape(3, 4), shape(2, 5), 'add')).toThrow('inner sizes differ');
  expect(() => kernels.transposedMultiply(shape(4, 2), shape(3, 4), shape(5, 2), 'add')).toThrow('inner sizes differ');
  expect(fake.asked).toEqual([]);
});

test('a path with a device runs layers step by step, the device doing every product', () => {
  const { fake, device } = createFakeDevice();
  const path = createWebglPath(device, createReferencePath('float32'), 1);
  expect([path.name, path.hasStrictNumerics]).toEqual(['webgl', false]);
  const found = layerCases([5]).flatMap((one) => compareLayer(path, one));
  expect(found.filter(({ difference }) => !(difference <= 1e-5))).toEqual([]);
  expect(fake.asked.length).toBeGreaterThan(200);
});

test('what is no context at all is no device and no error', () => {
  expect(probeWebgl({} as WebGL2RenderingContext)).toBeNull();
});
