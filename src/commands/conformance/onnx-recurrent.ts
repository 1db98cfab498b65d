/** onnx_rnn and onnxruntime_rnn: the RNN, GRU and LSTM operators of ONNX, in ONNX's order of gates. */
import type { States } from '../../engine/cells/contract.ts';
import type { Compute } from '../../engine/compute.ts';
import { zerosLike } from '../../engine/matrix.ts';
import { arrayFromSteps } from '../../engine/sequence/batch-first.ts';
import { type Lane, stackLayers } from '../../engine/sequence/stack.ts';
import type { Case, Tensor, Tensors } from './case.ts';
import type { Checks } from './checks.ts';
import { describeDirection, directionsOf, type OnnxAttributes } from './onnx-attributes.ts';
import { readOnnxWeights } from './onnx-weights.ts';
import { type Run, runSequence, statesOf } from './recurrent.ts';
import { filled, named, toArray, toSteps } from './tensors.ts';

export function checkOnnxRecurrent({ op, attributes, inputs, outputs }: Case, checks: Checks, compute: Compute): void {
  const settings = attributes as unknown as OnnxAttributes;
  const batchFirst = settings.layout === 1;
  const sequence = toSteps(named(inputs, 'X'), batchFirst, compute.precision);
  const { rows: batch, columns: inputSize } = sequence[0];
  const directions = directionsOf(settings);
  const lanes = directions.map((direction, k): Lane => {
    const description = describeDirection(op, settings, inputs, inputSize, k);
    return { direction, layer: compute.createLayer(description, '', `_${direction}`) };
  });
  const lengths = inputs?.['sequence_lens'];
  const run = runSequence(compute, {
    stack: stackLayers([lanes]),
    parameters: readOnnxWeights(compute, lanes, inputs),
    inputs: sequence,
    batch,
    initial: readStates(compute, inputs, lanes, batch),
    lengths: lengths && [...toArray(lengths)],
  });
  checks.all(outputs, (name) => {
    if (name === 'Y') return outputOf(run, lanes, batchFirst);
    if (name === 'Y_h') return stateRows(statesOf(run.final, 'hiddenState'), lanes.length, batch, batchFirst);
    if (name === 'Y_c') return stateRows(statesOf(run.final, 'cellState'), lanes.length, batch, batchFirst);
    throw new Error(`${op} has no output called ${name}`);
  });
}

/** Y: (T, D, B, H), or (B, T, D, H) with the batch first. */
function outputOf(run: Run, lanes: readonly Lane[], batchFirst: boolean): ArrayLike<number> {
  // The stack's own output is (B, D * H) at each step: with the batch first that is Y already.
  if (batchFirst) return arrayFromSteps(run.outputs, true);
  return run.outputs.flatMap((_, step) =>
    lanes.flatMap(({ direction }) => Array.from(run.trace.quantity('hiddenState', step, 0, direction).data)),
  );
}

/** (D, B, H) as it is, or (B, D, H) with the batch first. */
function stateRows(values: readonly number[], directions: number, batch: number, batchFirst: boolean): number[] {
  if (!batchFirst) return [...values];
  const hidden = values.length / directions / batch;
  return Array.from({ length: batch }, (_, row) =>
    Array.from({ length: directions }, (__, k) => {
      const from = (k * batch + row) * hidden;
      return values.slice(from, from + hidden);
    }),
  ).flat(2);
}

/** initial_h and initial_c, (D, B, H). Either may be absent, and is then zeros. */
function readStates(
  { precision }: Compute,
  inputs: Tensors | undefined,
  lanes: readonly Lane[],
  batch: number,
): States[] | undefined {
  const { initial_h: h0, initial_c: c0 } = inputs ?? {};
  if (!h0 && !c0) return undefined;
  return lanes.map(({ layer }, k) => {
    const { hiddenSize, cell } = layer.description;
    const size = batch * hiddenSize;
    const read = (tensor: Tensor) =>
      filled(batch, hiddenSize, toArray(tensor).subarray(k * size, (k + 1) * size), precision);
    const [hidden, cellState] = [h0 && read(h0), c0 && read(c0)];
    const zeros = zerosLike((hidden ?? cellState) as NonNullable<typeof hidden>);
    const hiddenState = hidden ?? zeros;
    return cell === 'lstm' ? { hiddenState, cellState: cellState ?? zeros } : { hiddenState };
  });
}
