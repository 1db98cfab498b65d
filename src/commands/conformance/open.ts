/** A way to compute, opened anew for every case: runs in Node and in a browser. */
import type { Compute, ComputePath, ComputePlan } from '../../engine/compute.ts';

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

export function openEachTime(path: ComputePath): OpenCompute {
  return () => path.open(roomy);
}
