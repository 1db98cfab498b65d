/** Our own side of every work: the network as the trainer builds it, on the compiled kernels of a path. */
import { createArena, roundUp } from '../../engine/kernels/arena.ts';
import { compileBinary, createWasmKernels, matmulScratchBytes } from '../../engine/kernels/wasm.ts';
import { meanSquaredError } from '../../engine/losses.ts';
import { createMatrix, createSequence, matrixView } from '../../engine/matrix.ts';
import { createNetwork } from '../../engine/network.ts';
import { createOptimizer } from '../../engine/optimizers.ts';
import { compileKernels, readKernel } from '../shared/kernels.ts';
import { type CommandPath, openPath } from '../shared/paths.ts';
import { LEARNING_RATE, networkOf, productNumbers, recurrentNumbers } from './numbers.ts';
import type { Prepared } from './protocol.ts';
import type { ProductWork, RecurrentWork, Work } from './work.ts';

/** Parameters, their gradients, and Adam's two averages. */
const PARAMETER_SETS = 4;

/** Everything but the steps themselves. Throws where this Node cannot run the path's binary. */
export function prepareEngine(work: Work, path: CommandPath): Promise<Prepared> {
  return work.kind === 'matmul' ? prepareProduct(work, path) : prepareNetwork(work, path);
}

async function prepareNetwork(work: RecurrentWork, pathName: CommandPath): Promise<Prepared> {
  const { steps, batch, inputSize } = work;
  const description = networkOf(work);
  const path = await openPath(pathName);
  const isTraining = work.kind === 'training';
  const parameterSets = isTraining ? PARAMETER_SETS : 1;
  const plan = { network: description, traces: [{ capacity: steps, batch }], parameterSets };
  const { kernels, precision, createLayer } = path.open(plan);
  const network = createNetwork(description, kernels, createLayer);
  const parameters = network.createParameters(precision);
  const trace = network.createTrace(steps, batch, precision);

  const numbers = recurrentNumbers(work);
  network.shapes.forEach(({ name }, index) => void parameters.get(name).data.set(numbers.weights[index]));
  const inputs = createSequence(steps, batch, inputSize, precision);
  inputs.forEach(({ data }, step) => {
    data.set(numbers.inputs.subarray(step * data.length, (step + 1) * data.length));
  });
  const targets = createMatrix(batch, 1, precision);
  targets.data.set(numbers.targets);
  const bytes = path.bytes(plan);

  if (!isTraining) {
    const infer = () => {
      network.forward(parameters, inputs, trace);
      return network.readOut(parameters, trace, steps - 1).data[0];
    };
    return { step: infer, results: [infer()], bytes };
  }
  const gradients = network.createParameters(precision);
  const adam = createOptimizer({ kind: 'adam', learningRate: LEARNING_RATE }, parameters.data, kernels);
  const dOutput = createMatrix(batch, 1, precision);
  const learn = () => {
    gradients.data.fill(0);
    network.forward(parameters, inputs, trace);
    const loss = meanSquaredError(network.readOut(parameters, trace, steps - 1), targets, dOutput);
    network.backward(parameters, gradients, trace, (step) => (step === steps - 1 ? dOutput : null));
    adam.update(parameters.data, gradients.data);
    return loss;
  };
  return { step: learn, results: [learn(), learn(), learn()], bytes };
}

async function prepareProduct(work: ProductWork, pathName: CommandPath): Promise<Prepared> {
  const { side } = work;
  await compileKernels();
  const isRelaxed = pathName === 'relaxed';
  const module = compileBinary(readKernel(isRelaxed ? 'relaxed' : 'plain'));
  if (!module) throw new Error(`This Node cannot run the ${pathName} kernels.`);
  const scratchBytes = matmulScratchBytes(side);
  const bytes = roundUp(scratchBytes) + 3 * roundUp(side * side * 4);
  const kernels = createWasmKernels(createArena(module, bytes), isRelaxed, scratchBytes);
  const [left, right, out] = [1, 2, 3].map(() => matrixView(kernels.allocate(side * side, 'float32'), 0, side, side));
  const [leftNumbers, rightNumbers] = productNumbers(work);
  left.data.set(leftNumbers);
  right.data.set(rightNumbers);
  const multiply = () => {
    kernels.multiply(out, left, right, 'replace');
    return out.data[0];
  };
  multiply();
  return { step: multiply, results: [...out.data.subarray(0, 3)], bytes };
}
