/** sigmoid, tanh and relu as the plain cells have them: a layer of one unit, one step. */
import type { Compute } from '../../engine/compute.ts';
import { createMatrix, type Matrix, matrixView } from '../../engine/matrix.ts';
import { createParameters } from '../../engine/parameters.ts';
import { layerShapes } from '../../engine/sequence/unrolled.ts';
import type { Result } from './operators.ts';

export function squashedInCell(name: string, x: Matrix, dY: Matrix, compute: Compute): Result {
  const [inputs, upstream] = [x, dY].map(({ data }) => matrixView(data, 0, data.length, 1));
  return name === 'sigmoid'
    ? gate(inputs, upstream, compute)
    : state(name as 'tanh' | 'relu', inputs, upstream, compute);
}

/** An RNN with weight 1 and no past. */
function state(nonlinearity: 'tanh' | 'relu', x: Matrix, dY: Matrix, { createLayer, precision }: Compute): Result {
  const description = { cell: 'rnn', nonlinearity, inputSize: 1, hiddenSize: 1, bias: false } as const;
  const layer = createLayer(description, '', '_l0');
  const parameters = createParameters(layerShapes(description), precision);
  parameters.get('weight_ih_l0').data[0] = 1;
  const trace = layer.createTrace(1, x.rows, precision);
  layer.forward(parameters, [x], trace);
  const y = trace.quantity('hiddenState', 0).data.slice();
  const gradients = createParameters(parameters.shapes, precision);
  const back = layer.backward(parameters, gradients, [x], trace, () => dY, { wantsInputGradient: true });
  return { y, grads: { x: back.inputGradient(0).data } };
}

/** The forget gate of an LSTM: with a cell state of 1 and a candidate of tanh 0 = 0, the next cell state is f. */
function gate(x: Matrix, dY: Matrix, { createLayer, precision }: Compute): Result {
  const description = { cell: 'lstm', inputSize: 1, hiddenSize: 1, bias: false } as const;
  const layer = createLayer(description, '', '_l0');
  const parameters = createParameters(layerShapes(description), precision);
  parameters.get('weight_ih_l0').data[1] = 1; // the forget gate's row
  const [hiddenState, cellState] = [createMatrix(x.rows, 1, precision), createMatrix(x.rows, 1, precision)];
  cellState.data.fill(1);
  const trace = layer.createTrace(1, x.rows, precision);
  layer.forward(parameters, [x], trace, { initial: { hiddenState, cellState } });
  const y = trace.quantity('cellState', 0).data.slice();
  const gradients = createParameters(parameters.shapes, precision);
  const back = layer.backward(parameters, gradients, [x], trace, () => null, {
    dFinalCell: dY,
    wantsInputGradient: true,
  });
  return { y, grads: { x: back.inputGradient(0).data } };
}
