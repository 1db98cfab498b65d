/**
 * How far a path is from the float64 reference. Runs wherever the engine runs, in Node and in a page; the caller judges.
 *
 * A difference is the largest of all entries, relative to the largest entry of what was expected.
 */
import type { CellKind } from '../../../src/engine/cells/contract.ts';
import { type ComputePath, referencePath } from '../../../src/engine/compute.ts';
import type { Kernels, Mode } from '../../../src/engine/kernels/contract.ts';
import { referenceKernels } from '../../../src/engine/kernels/reference.ts';
import { createMatrix, createSequence, type Matrix } from '../../../src/engine/matrix.ts';
import { createNetwork, type NetworkDescription, networkShapes } from '../../../src/engine/network.ts';
import { createParameters } from '../../../src/engine/parameters.ts';
import { createRandom, type Random } from '../../../src/engine/random.ts';

/** Below, at and above the lanes of a vector and the sides of a tile. */
export const SIZES = [1, 3, 4, 5, 16, 17, 33, 64];

export interface Agreement {
  readonly what: string;
  readonly difference: number;
}

/** Every product of every combination of sizes, replaced and added. */
export function compareProducts(kernels: Kernels, sizes = SIZES): Agreement[] {
  const random = createRandom(1, 'products');
  const found: Agreement[] = [];
  for (const m of sizes) {
    for (const n of sizes) {
      for (const k of sizes) {
        for (const mode of ['replace', 'add'] as const) {
          found.push(...compareProduct(kernels, random, [m, n, k], mode));
        }
      }
    }
  }
  return found;
}

function compareProduct(kernels: Kernels, random: Random, [m, n, k]: number[], mode: Mode): Agreement[] {
  const start = fill(createMatrix(m, n, 'float32'), random);
  const operands = {
    multiply: [fill(createMatrix(m, k, 'float32'), random), fill(createMatrix(k, n, 'float32'), random)],
    multiplyTransposed: [fill(createMatrix(m, k, 'float32'), random), fill(createMatrix(n, k, 'float32'), random)],
    transposedMultiply: [fill(createMatrix(k, m, 'float32'), random), fill(createMatrix(k, n, 'float32'), random)],
  } as const;
  return Object.entries(operands).map(([name, [left, right]]) => {
    const operation = name as keyof typeof operands;
    const got = { ...start, data: start.data.slice() };
    const want = { ...start, data: Float64Array.from(start.data) };
    kernels[operation](got, left, right, mode);
    referenceKernels[operation](want, left, right, mode);
    // Signs may make a sum far smaller than its terms, whose rounding it keeps: the size is that of the terms.
    const size = { ...start, data: Float64Array.from(start.data, Math.abs) };
    referenceKernels[operation](size, sizesOf(left), sizesOf(right), mode);
    return { what: `${name} ${m} x ${n} over ${k}, ${mode}`, difference: largest(got.data, want.data, size.data) };
  });
}

export interface LayerCase {
  readonly cell: CellKind;
  readonly hiddenSize: number;
  readonly inputSize: number;
  readonly steps: number;
  readonly batch: number;
  readonly bias: boolean;
  readonly nonlinearity?: 'tanh' | 'relu';
}

/** Every hidden size with every cell; inputs, steps and rows change with it, so that each is even, odd and one somewhere. */
export function layerCases(sizes = SIZES): LayerCase[] {
  const around = [
    [1, 1, 1],
    [2, 40, 1],
    [3, 20, 4],
    [4, 9, 3],
    [5, 33, 5],
    [2, 60, 8],
    [7, 13, 16],
    [10, 12, 33],
  ];
  return sizes.flatMap((hiddenSize, index) =>
    (['rnn', 'gru', 'lstm'] as const).flatMap((cell) =>
      [0, 3].map((shift): LayerCase => {
        const [inputSize, steps, batch] = around[(index + shift) % around.length];
        const isRelu = cell === 'rnn' && shift === 3;
        const more = isRelu ? { nonlinearity: 'relu' as const } : {};
        return { cell, hiddenSize, inputSize, steps, batch, bias: shift === 0, ...more };
      }),
    ),
  );
}

/**
 * A whole pass of one layer: states, gradients of parameters and of the initial states, twice over the same memory, the
 * first time with NaN, so that nothing of it may be left.
 */
export function compareLayer(path: ComputePath, { steps, batch, ...layer }: LayerCase): Agreement[] {
  const random = createRandom(7, JSON.stringify({ ...layer, steps, batch }));
  const description: NetworkDescription = { ...layer, outputSize: 1 };
  const state = () => fill(createMatrix(batch, layer.hiddenSize), random);
  const inputs = createSequence(steps, batch, layer.inputSize, 'float32').map((input) => fill(input, random));
  const asked = inputs.map((_, step) => (step % 3 === 0 || step === steps - 1 ? state() : null));
  const initial = { hiddenState: state(), cellState: state() };
  const dFinalCell = state();
  const weights = createParameters(networkShapes(description));
  const scale = 1 / Math.sqrt(layer.hiddenSize);
  weights.data.forEach((_, k) => {
    weights.data[k] = Math.fround((2 * random.uniform() - 1) * scale);
  });

  const run = (way: ComputePath, spoilsFirst: boolean) => {
    const plan = { network: description, traces: [{ capacity: steps, batch }], parameterSets: 2 };
    const { kernels, precision, createLayer } = way.open(plan);
    const network = createNetwork(description, kernels, createLayer);
    const parameters = network.createParameters(precision);
    const gradients = network.createParameters(precision);
    parameters.data.set(weights.data);
    const [[{ layer: whole }]] = network.stack.levels;
    const trace = whole.createTrace(steps, batch, precision);
    const pass = (start: typeof initial) => {
      gradients.data.fill(0);
      whole.forward(parameters, inputs, trace, { initial: start });
      const options = layer.cell === 'lstm' ? { dFinalCell } : {};
      return whole.backward(parameters, gradients, inputs, trace, (step) => asked[step], options).dInitial;
    };
    if (spoilsFirst) {
      const spoiled = { ...initial, hiddenState: { ...initial.hiddenState, data: initial.hiddenState.data.slice() } };
      spoiled.hiddenState.data[0] = NaN;
      pass(spoiled);
    }
    const dInitial = pass(initial);
    return { trace, gradients, dInitial };
  };

  const [got, want] = [run(path, true), run(referencePath, false)];
  const name = JSON.stringify({ ...layer, steps, batch });
  const compared: [string, Matrix, Matrix][] = got.trace.names.flatMap((quantity) =>
    [0, steps - 1].map((step): [string, Matrix, Matrix] => [
      `${quantity} of step ${step + 1}`,
      got.trace.quantity(quantity, step),
      want.trace.quantity(quantity, step),
    ]),
  );
  compared.push(['dL/dh_0', got.dInitial.hiddenState, want.dInitial.hiddenState]);
  const [dCell, wanted] = [got.dInitial.cellState, want.dInitial.cellState];
  if (dCell && wanted) compared.push(['dL/dc_0', dCell, wanted]);
  return [
    ...compared.map(([what, a, b]) => ({ what: `${what}, ${name}`, difference: largest(a.data, b.data) })),
    { what: `gradient, ${name}`, difference: largest(got.gradients.data, want.gradients.data) },
  ];
}

/** Every entry between -1 and 1, as float32 has it. */
export function fill(matrix: Matrix, random: Random): Matrix {
  matrix.data.forEach((_, k) => {
    matrix.data[k] = Math.fround(2 * random.uniform() - 1);
  });
  return matrix;
}

function sizesOf(matrix: Matrix): Matrix {
  return { ...matrix, data: Float64Array.from(matrix.data, Math.abs) };
}

/** The largest difference over the largest entry of `sizes`; NaN where one is NaN and the other is not. */
export function largest(got: ArrayLike<number>, want: ArrayLike<number>, sizes = want): number {
  let size = 0;
  let difference = 0;
  for (let k = 0; k < want.length; k += 1) {
    size = Math.max(size, Math.abs(sizes[k]));
    const off = Math.abs(got[k] - want[k]);
    if (!(off <= difference)) difference = off;
  }
  return size > 0 ? difference / size : difference;
}
