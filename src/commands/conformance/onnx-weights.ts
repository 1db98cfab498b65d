/** W, R, B and P of ONNX's recurrent operators, one direction after the other, in the engine's order of gates. */
import { convertBias, convertPeepholes, convertWeight } from '../../engine/cells/conventions.ts';
import type { Compute } from '../../engine/compute.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import { createParameters, type Parameters } from '../../engine/parameters.ts';
import type { Lane } from '../../engine/sequence/stack.ts';
import { layerShapes } from '../../engine/sequence/unrolled.ts';
import type { Tensors } from './case.ts';
import { named, toArray } from './tensors.ts';

export function readOnnxWeights(compute: Compute, lanes: readonly Lane[], inputs: Tensors | undefined): Parameters {
  const suffixOf = ({ direction }: Lane) => `_${direction}`;
  const shapes = lanes.flatMap((lane) => layerShapes(lane.layer.description, '', suffixOf(lane)));
  const parameters = createParameters(shapes, compute.precision, compute.kernels.allocate);
  for (const [k, lane] of lanes.entries()) {
    const { cell, bias, variant } = lane.layer.description;
    /** Fills a parameter from part `part` of `parts` of direction k's share of a tensor. */
    const fill = (name: string, source: string, part: number, parts: number, convert: (matrix: Matrix) => Matrix) => {
      const target = parameters.get(`${name}${suffixOf(lane)}`);
      const given = createMatrix(target.rows, target.columns);
      const size = given.data.length;
      const from = (k * parts + part) * size;
      given.data.set(toArray(named(inputs, source)).subarray(from, from + size));
      target.data.set(convert(given).data);
    };
    const weight = (matrix: Matrix) => convertWeight(matrix, cell, 'onnx', 'pytorch');
    fill('weight_ih', 'W', 0, 1, weight);
    fill('weight_hh', 'R', 0, 1, weight);
    if (bias) {
      // The input's biases, then the recurrent ones.
      fill('bias_ih', 'B', 0, 2, (matrix) => convertBias(matrix, cell, 'onnx', 'pytorch'));
      fill('bias_hh', 'B', 1, 2, (matrix) => convertBias(matrix, cell, 'onnx', 'pytorch'));
    }
    if (variant?.peepholes) fill('weight_peephole', 'P', 0, 1, (matrix) => convertPeepholes(matrix, 'onnx', 'pytorch'));
  }
  return parameters;
}
