/**
 * What every cell's walk through time has in common: the product of a step, the way back into h and x, and the gradient
 * of the weights.
 */

import { Layer, weightBlock, zStep } from './layer';
import { outerProduct24, outerProduct4, outerProduct42, product, Rows, singleRow } from './tiles';

/**
 * The sums of `pairs` pairs of planes from plane 2 * `pair` on, at `out`, from `count` panels of z from panel `first` on.
 */
// @ts-ignore: decorator
@inline
export function sumsOf(layer: Layer, z: usize, pair: i32, pairs: i32, first: i32, count: i32, out: usize): void {
  const from = z + <usize>first * layer.panel;
  const block = weightBlock(layer);
  const weights = layer.weights + <usize>pair * block + <usize>first * 128;
  productOfPairs(layer, from, count, weights, block, out, pairs, false);
}

/** dL/dh_{t-1} from the gate gradients `d` of step t; `adds` when the cell has already put a part of it there. */
// @ts-ignore: decorator
@inline
export function backIntoHidden(layer: Layer, d: usize, adds: bool): void {
  const planes = layer.fedPlanes;
  const from = d + <usize>layer.firstRecurrent * layer.panel;
  const block = <usize>planes * 128;
  productOfPairs(layer, from, planes, layer.weightsBack, block, layer.dHidden, layer.units >> 1, adds);
}

/** dL/dx_t (beside it dL/d1, which nobody reads). */
// @ts-ignore: decorator
@inline
export function backIntoInputs(layer: Layer, d: usize, step: i32): void {
  if (layer.dInputs == 0) return;
  const planes = layer.fedPlanes;
  const pairs = (layer.inputPanels + 1) >> 1;
  const out = layer.dInputs + <usize>(step * pairs * 2) * layer.panel;
  productOfPairs(layer, d, planes, layer.inputsBack, <usize>planes * 128, out, pairs, false);
}

// @ts-ignore: decorator
@inline
function productOfPairs(
  layer: Layer, a: usize, panels: i32, weights: usize, block: usize, out: usize, pairs: i32, adds: bool,
): void {
  const panel = layer.panel;
  if (layer.rows == 1) {
    singleRow(a, panel, panels, weights, block, out, panel, pairs, adds);
    return;
  }
  for (let pair = 0; pair < pairs; pair++) {
    product(a, panel, panels, weights, out, out + panel, layer.rows, adds);
    weights += block;
    out += 2 * panel;
  }
}

/**
 * Adds to dWeights what the gate gradients of the steps `first` to `last` (exclusive) ask for, for the planes
 * `fromPlane` to `toPlane` and the panels `fromPanel` to `toPanel` of z.
 */
export function addWeightGradient(
  layer: Layer, first: i32, last: i32, fromPlane: i32, toPlane: i32, fromPanel: i32, toPanel: i32,
): void {
  const panel = layer.panel;
  const zBytes = zStep(layer);
  const dBytes = <usize>layer.planes * panel;
  const z = layer.z + <usize>first * zBytes;
  const d = layer.dGates + <usize>(first % layer.chunk) * dBytes;
  const over = changetype<Rows>(ROWS);
  const isSingle = layer.rows == 1; // then the steps themselves are the rows
  over.rows = isSingle ? last - first : layer.rows;
  over.groups = isSingle ? 1 : last - first;
  over.zRow = isSingle ? zBytes : 16;
  over.dRow = isSingle ? dBytes : 16;
  over.zGroup = zBytes - <usize>layer.rows * 16;
  over.dGroup = dBytes - <usize>layer.rows * 16;
  for (let plane = fromPlane; plane < toPlane; plane += 2) {
    const left = d + <usize>plane * panel;
    const right = left + panel;
    let out = layer.dWeights + <usize>(plane >> 1) * weightBlock(layer) + <usize>fromPanel * 128;
    let at = z + <usize>fromPanel * panel;
    let k = fromPanel;
    for (; k + 3 <= toPanel; k += 3) {
      outerProduct42(at, at + panel, left, right, over, out);
      outerProduct24(at + panel, at + 2 * panel, left, right, over, out + 192);
      at += 3 * panel;
      out += 384;
    }
    for (; k < toPanel; k++) {
      outerProduct4(at, left, right, over, out);
      at += panel;
      out += 128;
    }
  }
}

const ROWS = memory.data(32, 16);
