/**
 * The gradient of what a network is asked last, on its way back through time.
 *
 * Letters: B rows, T steps, H units.
 */

import { meanSquaredError, softmaxCrossEntropy } from '../engine/losses.ts';
import { createMatrix, type Precision } from '../engine/matrix.ts';
import type { Network, NetworkTrace } from '../engine/network.ts';
import { createParameters, type Parameters } from '../engine/parameters.ts';
import type { BackwardTrace } from '../engine/sequence/contract.ts';
import type { Batch } from '../tasks/contract.ts';

/** What a pass forward and back leaves behind: of the top layer, which the readout looks at. */
interface LastAnswer {
  readonly trace: NetworkTrace;
  /** Mean loss of the answers at the last step. */
  readonly loss: number;
  /** |dL/dh_t| and |dL/dc_t| over all rows, of that loss alone. */
  readonly back: Pick<BackwardTrace, 'hiddenNorms' | 'cellNorms'>;
}

/** All rows of the batch must be asked at its last step. */
export function backFromLastAnswer(
  network: Network,
  parameters: Parameters,
  { inputs, questions }: Batch,
  precision: Precision = 'float64',
): LastAnswer {
  const last = inputs.length - 1;
  const question = questions[last];
  if (!question) throw new Error('backFromLastAnswer: the task must ask at the last step of the batch');
  const rows = inputs[0].rows;
  const trace = network.createTrace(inputs.length, rows, precision);
  network.forward(parameters, inputs, trace, { keepsEverything: true });
  const output = network.readOut(parameters, trace, last);
  const dOutput = createMatrix(rows, output.columns, precision);
  const loss =
    question.kind === 'class'
      ? softmaxCrossEntropy(output, question.classes, dOutput)
      : meanSquaredError(output, question.values, dOutput);
  const gradients = createParameters(network.shapes, precision);
  const back = network.backward(parameters, gradients, trace, (step) => (step === last ? dOutput : null));
  return { trace, loss, back: back.lane(topLayer(network), 'forward') };
}

export function topLayer({ description }: Network): number {
  return (description.layers ?? 1) - 1;
}

/** Each for one of the last, which is 1; where the last is 0, all that is not 0 is without measure. */
export function relativeToLast(norms: Float64Array): Float64Array {
  const last = norms[norms.length - 1];
  return norms.map((norm) => (norm === last ? 1 : norm / last));
}
