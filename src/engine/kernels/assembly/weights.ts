/**
 * Which rows of PyTorch's stacked weights each plane of each cell holds: packing before a pass, unpacking after it.
 */

import { Layer } from './layer';
import { BOTH, INPUT_ONLY, packBack, packPlane, STATE_ONLY, unpackPlane } from './pack';

const LSTM: i32 = 0;
const GRU: i32 = 1;

/** The block of H rows (a gate) of a plane. */
function blockOf(layer: Layer, cell: i32, plane: i32): i32 {
  if (cell == LSTM) return plane & 3;
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

export function packWeights(layer: Layer, cell: i32): void {
  for (let plane = 0; plane < layer.planes; plane++) {
    const unit = unitOf(layer, cell, plane);
    if (unit * 4 >= layer.hidden) continue;
    packPlane(layer, plane, blockOf(layer, cell, plane), unit, readsOf(layer, cell, plane));
  }
}

/** For the way back into h and, when somebody asks, into x. */
export function packWeightsBack(layer: Layer, cell: i32): void {
  for (let plane = 0; plane < layer.planes; plane++) {
    const unit = unitOf(layer, cell, plane);
    const count = min(4, layer.hidden - unit * 4);
    const first = blockOf(layer, cell, plane) * layer.hidden + unit * 4;
    const fed = plane - layer.firstRecurrent;
    if (fed >= 0 && fed < layer.fedPlanes) {
      packBack(layer.recurrentWeights, layer.hidden, first, count, 0, layer.weightsBack, layer.fedPlanes, fed);
    }
    if (layer.inputsBack != 0 && plane < layer.fedPlanes) {
      packBack(layer.inputWeights, layer.inputs, first, count, 1, layer.inputsBack, layer.fedPlanes, plane);
    }
  }
}

/** Adds the packed gradients to those in PyTorch's layout. */
export function unpackGradients(layer: Layer, cell: i32): void {
  for (let plane = 0; plane < layer.planes; plane++) {
    const unit = unitOf(layer, cell, plane);
    if (unit * 4 >= layer.hidden) continue;
    unpackPlane(layer, plane, blockOf(layer, cell, plane), unit, readsOf(layer, cell, plane));
  }
}
