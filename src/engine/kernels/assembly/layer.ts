/**
 * One recurrent layer in memory. JavaScript lays it out (kernels/layout.ts) and hands over the address of this record.
 *
 * Letters: B batch, T steps, I inputs, H hidden units. Matrices lie in panels (tiles.ts). Units are counted in panels of
 * four, an even number of them; rows beyond B and units beyond H are zeros that nothing changes.
 *
 * The left-hand side of step t is z_t = [h_{t-1} | 1, x_t]: the bias is the weight of the 1. A *plane* is one panel of
 * sums: the four units of one gate. Which gate a plane holds is each cell's own affair.
 */
@unmanaged
export class Layer {
  steps: i32;
  batch: i32;
  rows: i32; // B made 1, or even
  inputs: i32;
  hidden: i32;
  units: i32; // panels of h, even
  inputPanels: i32; // panels of [1, x]
  panel: usize; // bytes of a panel
  planes: i32; // of the sums of one step
  firstRecurrent: i32; // the first of the planes that h feeds, and whose gradient flows back into it
  fedPlanes: i32; // how many they are; x feeds as many, from plane 0 on
  openGates: i32; // of an LSTM, a bit for each of i, f, g, o: such a gate is 1 at every step
  isCoupled: i32; // of an LSTM: 1 where f is 1 - i
  linear: i32; // of an LSTM: 1 where the candidate is its sum, 2 where h is o c, 3 for both; 0 for tanh
  z: usize; // T + 1 times (units + inputPanels) panels
  gates: usize; // T times `planes` panels, after their activation
  cells: usize; // T + 1 times `units` panels: c
  squashed: usize; // T times `units` panels: tanh(c)
  weights: usize; // planes / 2 blocks of (units + inputPanels) * 4 lines of 8
  weightsBack: usize; // units / 2 blocks of fedPlanes * 4 lines of 8
  inputsBack: usize; // inputPanels / 2, rounded up, blocks of fedPlanes * 4 lines of 8; 0 when nobody asks for dx
  dWeights: usize; // as `weights`
  chunk: i32; // steps whose gate gradients are kept before they are turned into weight gradients
  dGates: usize; // `chunk` times `planes` panels
  dHidden: usize; // `units` panels
  dCell: usize; // `units` panels
  dInputs: usize; // T times inputPanels panels, rounded up to even; 0 when nobody asks
  inputWeights: usize; // the parameters and their gradients, in PyTorch's layout
  recurrentWeights: usize;
  inputBias: usize; // 0 without bias
  recurrentBias: usize;
  dInputWeights: usize;
  dRecurrentWeights: usize;
  dInputBias: usize;
  dRecurrentBias: usize;
}

/** Bytes of z from one step to the next. */
// @ts-ignore: decorator
@inline
export function zStep(layer: Layer): usize {
  return <usize>(layer.units + layer.inputPanels) * layer.panel;
}

/** Bytes of the packed weights of two planes. */
// @ts-ignore: decorator
@inline
export function weightBlock(layer: Layer): usize {
  return <usize>(layer.units + layer.inputPanels) * 128;
}
