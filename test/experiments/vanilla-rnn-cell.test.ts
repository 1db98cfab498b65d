import { describe, expect, test } from 'vitest';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { gaussianMatrix, type Reading } from '../../src/experiments/run.ts';
import {
  cellParameters,
  gradientGap,
  headReach,
  layerParameters,
  reachOfInput,
  returnedDifference,
  rnnHasGate,
  stateSize,
  stepsRun,
  stepsTouched,
} from '../../src/experiments/vanilla-rnn-cell.ts';

describe('the chapter on the RNN cell', () => {
  const reading = randomReading(7);

  test('the answer is no part of the loop', () => expect(headReach(reading)).toBe(0));

  test('the state handed back is the last one', () => {
    expect(returnedDifference(reading)).toBe(0);
    expect(stepsRun(reading)).toBe(7);
    expect(stateSize(reading)).toBe(3);
  });

  test('one recurrent weight is at work at every step but the first', () => {
    expect(cellParameters(reading)).toBe(3 * 2 + 3 * 3 + 3 + 3);
    expect(stepsTouched(reading)).toBe(6);
  });

  test('its gradient is the sum over the steps', () => {
    // Central differences of a smooth loss with a nudge of 1e-5 are good to about 1e-9.
    expect(gradientGap(reading)).toBeLessThan(1e-8);
  });

  test('an input reaches its own step and later ones, never earlier ones', () => {
    const moved = reachOfInput(reading, 3, 0);
    expect(moved.slice(0, 3)).toEqual([0, 0, 0]);
    expect(moved[3]).toBeGreaterThan(0);
  });

  test('the plain cell is one block and has no gate', () => {
    expect(layerParameters('rnn', 8, 6)).toBe(96);
    expect(layerParameters('lstm', 8, 6)).toBe(384);
    expect(rnnHasGate()).toBe(false);
  });
});

function randomReading(steps: number): Reading {
  const random = createRandom(3, 'test');
  const description = { cell: 'rnn', inputSize: 2, hiddenSize: 3, outputSize: 2, bias: true } as const;
  const network = createNetwork(description, referenceKernels);
  const parameters = network.createParameters();
  for (let k = 0; k < parameters.data.length; k += 1) parameters.data[k] = 0.5 * random.gaussian();
  return { network, parameters, inputs: Array.from({ length: steps }, () => gaussianMatrix(1, 2, 1, random)) };
}
