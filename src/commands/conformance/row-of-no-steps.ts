/**
 * What PyTorch refuses and the engine decides as ONNX does: a row of no steps gives zeros, whatever its initial state,
 * and the rows beside it are what they would be alone.
 */
import type { States } from '../../engine/cells/contract.ts';
import type { Compute } from '../../engine/compute.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import { createParameters } from '../../engine/parameters.ts';
import { createStack, type StackDescription, stackShapes } from '../../engine/sequence/stack.ts';
import type { Case } from './case.ts';
import type { Checks } from './checks.ts';
import { runSequence, statesOf } from './recurrent.ts';
import { rowOf } from './tensors.ts';

const sizes = { inputSize: 3, hiddenSize: 4, bias: true, layers: 2, directions: ['forward', 'reverse'] } as const;

export function checkRowOfNoSteps({ attributes }: Case, checks: Checks, compute: Compute): void {
  const { lengths } = attributes as unknown as { lengths: readonly number[] };
  const [steps, batch] = [Math.max(...lengths), lengths.length];
  // In single precision a row of a batch and a row alone may be computed in different ways, and rounded differently.
  const bound = compute.precision === 'float64' ? 0 : checks.tolerance;
  for (const cell of ['rnn', 'gru', 'lstm'] as const) {
    const description: StackDescription = { ...sizes, cell };
    const stack = createStack(description, compute.createLayer);
    const parameters = createParameters(stackShapes(description), compute.precision, compute.kernels.allocate);
    spread(parameters.data);
    const inputs = Array.from({ length: steps }, () => some(batch, sizes.inputSize, compute));
    const initial = stack.levels.flat().map(
      (): States => ({
        hiddenState: some(batch, sizes.hiddenSize, compute),
        ...(cell === 'lstm' && { cellState: some(batch, sizes.hiddenSize, compute) }),
      }),
    );
    const together = runSequence(compute, { stack, parameters, inputs, batch, initial, lengths });
    const final = statesOf(together.final, 'hiddenState');
    for (const [row, length] of lengths.entries()) {
      const at = (what: string) => `${cell} row ${row} of ${length} steps, ${what}`;
      const alone =
        length > 0 &&
        runSequence(compute, {
          stack,
          parameters,
          inputs: inputs.slice(0, length).map((input) => rowOf(input, row)),
          batch: 1,
          initial: initial.map((states) => rowOfStates(states, row)),
        });
      for (const [step, output] of together.outputs.entries()) {
        const wanted = alone && step < length ? alone.outputs[step].data : new Float64Array(output.columns);
        for (const [k, value] of rowOf(output, row).data.entries())
          checks.within(at(`step ${step}`), value, wanted[k], step < length ? bound : 0);
      }
      const wanted = alone ? statesOf(alone.final, 'hiddenState') : [];
      for (let lane = 0; lane < initial.length; lane += 1) {
        for (let k = 0; k < sizes.hiddenSize; k += 1) {
          const got = final[(lane * batch + row) * sizes.hiddenSize + k];
          checks.within(at('final state'), got, wanted[lane * sizes.hiddenSize + k] ?? 0, alone ? bound : 0);
        }
      }
    }
  }
}

function rowOfStates({ hiddenState, cellState }: States, row: number): States {
  const own = { hiddenState: rowOf(hiddenState, row) };
  return cellState ? { ...own, cellState: rowOf(cellState, row) } : own;
}

function some(rows: number, columns: number, { precision }: Compute): Matrix {
  const matrix = createMatrix(rows, columns, precision);
  spread(matrix.data);
  return matrix;
}

/** Numbers from -1 to 1 with no two alike nearby: any will do. */
function spread(values: Float64Array | Float32Array): void {
  for (let k = 0; k < values.length; k += 1) values[k] = ((k * 0.618034) % 2) - 1;
}
