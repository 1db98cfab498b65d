/**
 * How far a stack of two layers in both directions is from the float64 reference on a path, pass after pass over the
 * same memory: what one pass asks for must not show in the next.
 */
import type { CellKind, States } from '../../../src/engine/cells/contract.ts';
import { type ComputePath, type ComputePlan, referencePath } from '../../../src/engine/compute.ts';
import { setUnit } from '../../../src/engine/interventions.ts';
import { createMatrix, createSequence, type Matrix } from '../../../src/engine/matrix.ts';
import { createParameters } from '../../../src/engine/parameters.ts';
import { createRandom } from '../../../src/engine/random.ts';
import {
  createStack,
  type StackDescription,
  type StackForwardOptions,
  stackShapes,
} from '../../../src/engine/sequence/stack.ts';
import { type Agreement, fill, largest } from './agreement.ts';

const [STEPS, BATCH] = [11, 5];
const directions = ['forward', 'reverse'] as const;

/** What a pass may ask for, by name. Everything kept: the norms are compared as well. */
const passes: Readonly<Record<string, StackForwardOptions>> = {
  'nothing asked': {},
  lengths: { lengths: [11, 3, 0, 7, 1] },
  'nothing after lengths': {},
  'lengths that are all the same': { lengths: [11, 11, 11, 11, 11] },
  interventions: {
    interventions: [
      { ...setUnit('hiddenState', 1, 4, 0.5), lastStep: 6 },
      { ...setUnit('hiddenState', 'all', 2, -0.25), layer: 1, direction: 'reverse', row: 3 },
    ],
  },
  'everything kept': { keepsEverything: true },
  'nothing in the end': {},
};

export function compareStack(path: ComputePath, cell: CellKind, hiddenSize: number): Agreement[] {
  const description: StackDescription = { cell, inputSize: 3, hiddenSize, bias: true, layers: 2, directions };
  const random = createRandom(3, `${cell} ${hiddenSize}`);
  const weights = createParameters(stackShapes(description));
  weights.data.forEach((_, k) => {
    weights.data[k] = Math.fround((2 * random.uniform() - 1) / Math.sqrt(hiddenSize));
  });
  const inputs = createSequence(STEPS, BATCH, description.inputSize, 'float32').map((input) => fill(input, random));
  const asked = inputs.map((_, step) =>
    step % 3 === 0 ? fill(createMatrix(BATCH, 2 * hiddenSize, 'float32'), random) : null,
  );
  const state = () => fill(createMatrix(BATCH, hiddenSize, 'float32'), random);
  const states = (): States[] => [1, 2, 3, 4].map(() => ({ hiddenState: state(), cellState: state() }));
  const [initial, dFinal] = [states(), states()];

  const run = (way: ComputePath): [string, Matrix][][] => {
    const traces = [{ capacity: STEPS, batch: BATCH }];
    const network = { ...description, outputSize: 1 };
    const plan: ComputePlan = { network, traces, parameterSets: 2, wantsInputGradient: true };
    const { kernels, precision, createLayer } = way.open(plan);
    const stack = createStack(description, createLayer);
    const parameters = createParameters(stackShapes(description), precision, kernels.allocate);
    const gradients = createParameters(stackShapes(description), precision, kernels.allocate);
    parameters.data.set(weights.data);
    const trace = stack.createTrace(STEPS, BATCH, precision);
    return Object.entries(passes).map(([name, options]) => {
      gradients.data.fill(0);
      stack.forward(parameters, inputs, trace, { initial, ...options });
      const keepGradients = options.keepsEverything ?? false;
      const settings = { dFinal, wantsInputGradient: true, keepGradients };
      const back = stack.backward(parameters, gradients, trace, (step) => asked[step], settings);
      const found: [string, Matrix][] = inputs.flatMap((_, step) => [
        [`output ${step + 1}`, copied(trace.output(step))],
        [`dL/dx_${step + 1}`, copied(back.inputGradient(step))],
      ]);
      found.push(['gradients', copied(rowOf(gradients.data))]);
      trace.finalStates().forEach((final, k) => void found.push(...named(`final ${k}`, final)));
      back.dInitial.forEach((dInitial, k) => void found.push(...named(`dL/dh_0 ${k}`, dInitial)));
      if (keepGradients) {
        const lane = back.lane(1, 'reverse');
        found.push(
          ['norms', rowOf(Float64Array.from(lane.hiddenNorms))],
          ['dL/dh_3', copied(lane.gradient('hiddenState', 2))],
        );
      }
      return found.map(([what, matrix]): [string, Matrix] => [`${what}, ${name}, ${cell} of ${hiddenSize}`, matrix]);
    });
  };

  const want = run(referencePath).flat();
  return run(path)
    .flat()
    .map(([what, got], k) => ({ what, difference: largest(got.data, want[k][1].data) }));
}

function named(what: string, { hiddenState, cellState }: States): [string, Matrix][] {
  const hidden: [string, Matrix] = [what, copied(hiddenState)];
  return cellState ? [hidden, [`${what}, cell`, copied(cellState)]] : [hidden];
}

function rowOf(data: Matrix['data']): Matrix {
  return { rows: 1, columns: data.length, data };
}

function copied(matrix: Matrix): Matrix {
  return { ...matrix, data: matrix.data.slice() };
}
