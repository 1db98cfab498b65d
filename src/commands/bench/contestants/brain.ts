/**
 * brain.js in Node: `node brain.ts <work> <folder of the peers>`. It learns from one sequence at a time, predicts the next
 * inputs at every step, and changes its weights after each sequence: the same cell over as many rows and steps.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LEARNING_RATE, recurrentNumbers } from '../numbers.ts';
import { serve } from '../protocol.ts';

await serve(async (work, folder) => {
  if (work.kind !== 'training') throw new Error('brain.js is asked for training alone');
  const require = createRequire(join(folder, 'package.json'));
  const { recurrent } = require('brain.js');
  const { cell, inputSize, hiddenSize, steps, batch } = work;
  const Network = { lstm: recurrent.LSTMTimeStep, gru: recurrent.GRUTimeStep, rnn: recurrent.RNNTimeStep }[cell];
  const net = new Network({ inputSize, outputSize: inputSize, hiddenLayers: [hiddenSize] });
  const { inputs } = recurrentNumbers(work);
  const entry = (step: number, row: number) => {
    const start = (step * batch + row) * inputSize;
    return [...inputs.subarray(start, start + inputSize)];
  };
  // T steps that each predict the next one are T + 1 entries; the first is repeated at the end.
  const sequences = Array.from({ length: batch }, (_, row) =>
    Array.from({ length: steps + 1 }, (_, step) => entry(step % steps, row)),
  );
  net.verifyIsInitialized(sequences);
  net.trainOpts = { learningRate: LEARNING_RATE };
  const learn = () => sequences.reduce((sum, sequence) => sum + net.trainPattern(sequence, true), 0) / sequences.length;
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', 'brain.js', 'package.json'), 'utf8'));
  const differs = 'it learns from one sequence after the other, with a loss at every step';
  return { step: learn, results: [learn()], differs, note: `brain.js ${version}` };
});
