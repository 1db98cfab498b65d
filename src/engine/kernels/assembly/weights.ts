/**
 * Which rows of PyTorch's stacked weights each plane of each cell holds: packing before a pass, unpacking after it.
 */

import { Layer, weightBlock } from './layer';
import { BOTH, INPUT_ONLY, packBack, packPlane, STATE_ONLY, unpackPlane } from './pack';

const LSTM: i32 = 0;
const GRU: i32 = 1;
/** A sum so large that its sigmoid is 1 and the slope there 0, to the last bit. */
const WIDE_OPEN: f32 = 200;

/** The block of H rows (a gate) of a plane. */
function blockOf(layer: Layer, cell: i32, plane: i32): i32 {
  if (cell == LSTM) return isTurned(layer, cell, plane) ? 0 : plane & 3;
  if (cell != GRU) return 0;
  return plane < layer.units || plane >= 3 * layer.units ? 2 : (plane - layer.units) & 1;
}

function unitOf(layer: Layer, cell: i32, plane: i32): i32 {
  if (cell == LSTM) return plane >> 2;
  if (cell != GRU || plane < layer.units) return plane;
  return plane < 3 * layer.units ? (plane - layer.units) >> 1 : plane - 3 * layer.units;
}

function readsOf(layer: Layer, cell: i32, plane: i32): i32 {
  if (cell != GRU) return BOTH;
  return plane < layer.units ? INPUT_ONLY : plane < 3 * layer.units ? BOTH : STATE_ONLY;
}

/** Whether the plane is that of a gate that stands open. */
function isOpen(layer: Layer, cell: i32, plane: i32): bool {
  return cell == LSTM && ((layer.openGates >> (plane & 3)) & 1) == 1;
}

/**
 * Whether the plane is that of a forget gate coupled to the input gate: 1 - sigmoid(s) is sigmoid(-s), so it has the
 * input gate's weights turned round, and its gradient goes to them turned round.
 */
function isTurned(layer: Layer, cell: i32, plane: i32): bool {
  return cell == LSTM && layer.isCoupled == 1 && (plane & 3) == 1;
}

export function packWeights(layer: Layer, cell: i32): void {
  const block = weightBlock(layer);
  for (let plane = 0; plane < layer.planes; plane++) {
    const unit = unitOf(layer, cell, plane);
    if (unit * 4 >= layer.hidden) continue;
    const lines = layer.weights + <usize>(plane >> 1) * block + <usize>(plane & 1) * 16;
    if (isOpen(layer, cell, plane)) {
      v128.store(lines + <usize>layer.units * 128, f32x4.splat(WIDE_OPEN));
      continue;
    }
    packPlane(layer, plane, blockOf(layer, cell, plane), unit, readsOf(layer, cell, plane));
    if (isTurned(layer, cell, plane)) turn(lines, block, 32);
  }
}

/** For the way back into h and, when somebody asks, into x. An open gate hands nothing back: its lines stay zero. */
export function packWeightsBack(layer: Layer, cell: i32): void {
  const fedPlanes = layer.fedPlanes;
  for (let plane = 0; plane < layer.planes; plane++) {
    if (isOpen(layer, cell, plane)) continue;
    const unit = unitOf(layer, cell, plane);
    const count = min(4, layer.hidden - unit * 4);
    const first = blockOf(layer, cell, plane) * layer.hidden + unit * 4;
    const fed = plane - layer.firstRecurrent;
    if (fed >= 0 && fed < fedPlanes) {
      packBack(layer.recurrentWeights, layer.hidden, first, count, 0, layer.weightsBack, fedPlanes, fed);
      if (isTurned(layer, cell, plane)) turnBack(layer.weightsBack, layer.units >> 1, fedPlanes, fed);
    }
    if (layer.inputsBack != 0 && plane < fedPlanes) {
      packBack(layer.inputWeights, layer.inputs, first, count, 1, layer.inputsBack, fedPlanes, plane);
      if (isTurned(layer, cell, plane)) turnBack(layer.inputsBack, (layer.inputPanels + 1) >> 1, fedPlanes, plane);
    }
  }
}

/** Adds the packed gradients to those in PyTorch's layout. An open gate has none. */
export function unpackGradients(layer: Layer, cell: i32): void {
  const block = weightBlock(layer);
  for (let plane = 0; plane < layer.planes; plane++) {
    const unit = unitOf(layer, cell, plane);
    if (unit * 4 >= layer.hidden || isOpen(layer, cell, plane)) continue;
    if (isTurned(layer, cell, plane)) {
      turn(layer.dWeights + <usize>(plane >> 1) * block + <usize>(plane & 1) * 16, block, 32);
    }
    unpackPlane(layer, plane, blockOf(layer, cell, plane), unit, readsOf(layer, cell, plane));
  }
}

/** The four lines of plane `at` in each of `blocks` blocks, turned round. */
function turnBack(from: usize, blocks: i32, planes: i32, at: i32): void {
  for (let block = 0; block < blocks; block++) turn(from + <usize>(block * planes + at) * 128, 128, 16);
}

/** Minus the four numbers at each of the places `apart` bytes apart, up to `bytes`. */
// @ts-ignore: decorator
@inline
function turn(from: usize, bytes: usize, apart: usize): void {
  for (let at: usize = 0; at < bytes; at += apart) v128.store(from + at, f32x4.neg(v128.load(from + at)));
}
