/**
 * The original long short-term memory of 1997, a whole small network of it: no forget gate, one sequence at a time, and a
 * gradient that is cut off wherever it would leave a memory cell backwards in time.
 *
 *   s_v(t) = s_v(t-1) + y_in(t) g(net_v(t))          the cell state: added to, never scaled
 *   y_v(t) = y_out(t) h(s_v(t))                      what the cell shows
 *   y_in, y_out = sigmoid(net_in), sigmoid(net_out)  one of each for all cells of a block
 *   y_k(t) = sigmoid(sum over cells of w_kv y_v(t) + b_k)
 *   g(x) = 4 sigmoid(x) - 2,  h(x) = 2 sigmoid(x) - 1
 *
 * Every net input sums over the same M sources: the inputs at t, all cells and gates at t - 1, and a bias. That makes the
 * paper's own numbers of weights: 93, 156 and 308 in experiments 4, 6a and 6b.
 *
 * Letters: I inputs, N blocks, C cells (N times the cells of a block), O outputs, M = I + C + 2 N + 1 sources.
 *
 * Source: `hochreiter1997`, section 4 and appendix A.1 (references.bib).
 */

import { sigmoid } from '../elementary.ts';
import type { Matrix } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';

export interface Lstm1997Description {
  readonly inputSize: number;
  readonly blocks: number;
  readonly cellsPerBlock: number;
  readonly outputSize: number;
}

/** What a sequence has led to so far. All zeros before its first step. */
interface Lstm1997State {
  readonly cellState: Float64Array; // (C), unbounded
  readonly squashedCell: Float64Array; // (C), h of it, in (-1, 1)
  readonly candidate: Float64Array; // (C), g of the net input, in (-2, 2)
  readonly inputGate: Float64Array; // (N), in (0, 1)
  readonly outputGate: Float64Array; // (N), in (0, 1)
  readonly output: Float64Array; // (O), in (0, 1)
  /** (M): what this step's net inputs have summed over. Cells and gates as they were a step before. */
  readonly sources: Float64Array;
  /** (C, M) each: how the cell state changes with the cell's weights, and with those of its block's input gate. */
  readonly slopeOfCell: Float64Array;
  readonly slopeOfInputGate: Float64Array;
}

/** Cells (C, M), gates (N, M) each, and the outputs (O, C) with their biases. */
export function lstm1997Shapes(description: Lstm1997Description): ParameterShape[] {
  const { blocks, outputSize } = description;
  const { cells, sources } = sizesOf(description);
  return [
    { name: 'cells', shape: [cells, sources] },
    { name: 'inputGates', shape: [blocks, sources] },
    { name: 'outputGates', shape: [blocks, sources] },
    { name: 'head.weight', shape: [outputSize, cells] },
    { name: 'head.bias', shape: [outputSize] },
  ];
}

export function createLstm1997State(description: Lstm1997Description): Lstm1997State {
  const { blocks, outputSize } = description;
  const { cells, sources } = sizesOf(description);
  return {
    cellState: new Float64Array(cells),
    squashedCell: new Float64Array(cells),
    candidate: new Float64Array(cells),
    inputGate: new Float64Array(blocks),
    outputGate: new Float64Array(blocks),
    output: new Float64Array(outputSize),
    sources: new Float64Array(sources),
    slopeOfCell: new Float64Array(cells * sources),
    slopeOfInputGate: new Float64Array(cells * sources),
  };
}

/** Back to the beginning of a sequence. */
export function resetLstm1997(state: Lstm1997State): void {
  for (const values of Object.values(state)) values.fill(0);
}

/** One step on I inputs. The slopes go forward with the state, so that no step has to be remembered. */
export function lstm1997Forward(
  { inputSize, blocks, cellsPerBlock }: Lstm1997Description,
  parameters: Parameters,
  state: Lstm1997State,
  input: ArrayLike<number>,
): void {
  const { cellState, squashedCell, candidate, inputGate, outputGate, output, sources } = state;
  const cells = cellState.length;
  const M = sources.length;
  for (let k = 0; k < inputSize; k += 1) sources[k] = input[k];
  for (let v = 0; v < cells; v += 1) sources[inputSize + v] = outputGate[blockOf(v, cellsPerBlock)] * squashedCell[v];
  sources.set(inputGate, inputSize + cells);
  sources.set(outputGate, inputSize + cells + blocks);
  sources[M - 1] = 1;

  const [ofCells, ofInput, ofOutput] = ['cells', 'inputGates', 'outputGates'].map((name) => parameters.get(name));
  for (let j = 0; j < blocks; j += 1) {
    inputGate[j] = sigmoid(netInput(ofInput, j, sources));
    outputGate[j] = sigmoid(netInput(ofOutput, j, sources));
  }
  for (let v = 0; v < cells; v += 1) {
    const opened = inputGate[blockOf(v, cellsPerBlock)];
    const half = sigmoid(netInput(ofCells, v, sources));
    candidate[v] = 4 * half - 2;
    cellState[v] += opened * candidate[v];
    squashedCell[v] = 2 * sigmoid(cellState[v]) - 1;

    // ds(t)/dw = ds(t-1)/dw + what this step adds: the factor between steps is exactly 1.
    const byCell = opened * 4 * half * (1 - half);
    const byInputGate = candidate[v] * opened * (1 - opened);
    for (let m = 0; m < M; m += 1) {
      state.slopeOfCell[v * M + m] += byCell * sources[m];
      state.slopeOfInputGate[v * M + m] += byInputGate * sources[m];
    }
  }

  const [weight, bias] = [parameters.get('head.weight').data, parameters.get('head.bias').data];
  for (let k = 0; k < output.length; k += 1) {
    let net = bias[k];
    for (let v = 0; v < cells; v += 1) net += weight[k * cells + v] * shown(state, v, cellsPerBlock);
    output[k] = sigmoid(net);
  }
}

/**
 * The truncated gradient at this step, from the loss's gradient (O) of the outputs: adds to `gradients`. A cell state
 * hands its share to the weights that made it, at whatever step that was; nothing is handed on through the sources.
 */
export function lstm1997Backward(
  { cellsPerBlock }: Lstm1997Description,
  parameters: Parameters,
  gradients: Parameters,
  state: Lstm1997State,
  dOutput: ArrayLike<number>,
): void {
  const { squashedCell, outputGate, output, sources } = state;
  const cells = squashedCell.length;
  const M = sources.length;
  const weight = parameters.get('head.weight').data;
  const dWeight = gradients.get('head.weight').data;
  const dBias = gradients.get('head.bias').data;
  const [dCells, dInputGates, dOutputGates] = ['cells', 'inputGates', 'outputGates'].map(
    (name) => gradients.get(name).data,
  );
  const dNet = Float64Array.from(output, (y, k) => dOutput[k] * y * (1 - y));

  for (let v = 0; v < cells; v += 1) {
    const j = blockOf(v, cellsPerBlock);
    let dShown = 0;
    for (let k = 0; k < output.length; k += 1) {
      dShown += weight[k * cells + v] * dNet[k];
      dWeight[k * cells + v] += dNet[k] * shown(state, v, cellsPerBlock);
    }
    // h = 2 sigmoid - 1 has the slope (1 - h^2) / 2.
    const dState = (dShown * outputGate[j] * (1 - squashedCell[v] * squashedCell[v])) / 2;
    const dOutputNet = dShown * squashedCell[v] * outputGate[j] * (1 - outputGate[j]);
    for (let m = 0; m < M; m += 1) {
      dCells[v * M + m] += dState * state.slopeOfCell[v * M + m];
      dInputGates[j * M + m] += dState * state.slopeOfInputGate[v * M + m];
      dOutputGates[j * M + m] += dOutputNet * sources[m];
    }
  }
  for (let k = 0; k < output.length; k += 1) dBias[k] += dNet[k];
}

function sizesOf({ inputSize, blocks, cellsPerBlock }: Lstm1997Description) {
  const cells = blocks * cellsPerBlock;
  return { cells, sources: inputSize + cells + 2 * blocks + 1 };
}

function blockOf(cell: number, cellsPerBlock: number): number {
  return Math.floor(cell / cellsPerBlock);
}

/** y_v: the cell behind its output gate. */
function shown({ outputGate, squashedCell }: Lstm1997State, cell: number, cellsPerBlock: number): number {
  return outputGate[blockOf(cell, cellsPerBlock)] * squashedCell[cell];
}

function netInput({ data, columns }: Matrix, unit: number, sources: Float64Array): number {
  let sum = 0;
  for (let m = 0; m < columns; m += 1) sum += data[unit * columns + m] * sources[m];
  return sum;
}
