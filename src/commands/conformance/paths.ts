/** The ways to compute a case: those that a command can take, each opened anew for every case. */
import { type Compute, type ComputePath, type ComputePlan, referencePath } from '../../engine/compute.ts';
import { type CommandPath, commandPaths, openPath as openCommandPath } from '../shared/paths.ts';

/** Called once for each case, so that a way may reserve memory for it. */
export type OpenCompute = () => Compute;

/** Room for the largest case there is, some times over: a case that runs several layers takes memory for each. */
const roomy: ComputePlan = {
  network: {
    cell: 'lstm',
    inputSize: 64,
    hiddenSize: 64,
    outputSize: 64,
    bias: true,
    layers: 3,
    directions: ['forward', 'reverse'],
  },
  traces: [{ capacity: 64, batch: 16 }],
  parameterSets: 16,
  wantsInputGradient: true,
};

export const onReference = openOf(referencePath);

/** The way of this name. Throws a sentence that lists those there are. */
export async function openPath(name: string): Promise<OpenCompute> {
  const known = commandPaths.find((path): path is CommandPath => path === name);
  if (!known) throw new Error(`conformance: there is no path ${name}; there are ${commandPaths.join(', ')}`);
  return openOf(await openCommandPath(known));
}

function openOf(path: ComputePath): OpenCompute {
  return () => path.open(roomy);
}
