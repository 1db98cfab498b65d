/** Networks for the stepper's tests: those that ship, and others with weights drawn for the purpose. */
import { readFileSync } from 'node:fs';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork, type NetworkDescription } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrained, loadNetwork, type TrainedNetwork } from '../../src/figures/cell-stepper/network.ts';
import type { Task } from '../../src/tasks/contract.ts';

/** The one that names the last capital. */
export function lastCapitalNetwork(cell: CellKind): TrainedNetwork {
  return loadNetwork(lastCapital(cell), lastCapitalWeights(cell));
}

export const lastCapital = (cell: CellKind) => ({ task: 'last-capital', lag: 24, cell, hidden: 4 }) as const;

export function lastCapitalWeights(cell: CellKind): string {
  return readFileSync(`content/networks/last-capital-${cell}.safetensors`).toString('base64');
}

/** Of random weights, as large as trained ones: gates neither all open nor all shut. */
export function randomNetwork(
  task: Task,
  layer: Omit<NetworkDescription, 'inputSize' | 'outputSize' | 'bias'>,
  seed = 1,
): TrainedNetwork {
  const { inputSize, outputSize } = task;
  const network = createNetwork({ ...layer, inputSize, outputSize, bias: true }, referenceKernels);
  const parameters = network.createParameters();
  const random = createRandom(seed, 'weights');
  parameters.data.forEach((_, k) => {
    parameters.data[k] = random.gaussian() / 2;
  });
  return createTrained(task, network, parameters);
}
