/**
 * What a hundred distractors do to the state of a network that has not been trained: how far it wanders, how steep the
 * tanh still is that reads it, and how much of the first symbol is in it.
 */

import { tanh } from '../engine/elementary.ts';
import { createRandom } from '../engine/random.ts';
import { type Run, recipe } from '../training/run.ts';
import { createTraining } from '../training/trainer.ts';
import { SEEDS } from './fading.ts';
import { shareOfClue } from './reading.ts';

const LAG = 100;
const HIDDEN = 16;
/** Sequences for each first symbol. */
const EACH = 48;

/** Means over units and seeds, for the cell state of an LSTM just before the question. */
export interface Drift {
  /** Standard deviation over the sequences. */
  readonly spread: number;
  /** 1 - tanh(c) ** 2, over the sequences too. */
  readonly slope: number;
  /** Of the variance, what the first symbol decides. */
  readonly share: number;
}

type Beginning = Pick<Run, 'init' | 'gateBias' | 'holds'>;

export function drift(beginning: Beginning): Drift {
  const all = SEEDS.map((seed) => driftOf(beginning, seed));
  const mean = (of: keyof Drift) => all.reduce((sum, one) => sum + one[of], 0) / all.length;
  return { spread: mean('spread'), slope: mean('slope'), share: mean('share') };
}

function driftOf(beginning: Beginning, seed: number): Drift {
  const run: Run = { ...recipe, task: 'remember', cell: 'lstm', lag: LAG, hidden: HIDDEN, seed, ...beginning };
  const { network, parameters, task } = createTraining(run);
  const contrast = task.contrast(createRandom(seed, 'drift'), EACH);
  const rows = contrast.groups * contrast.each;
  const trace = network.createTrace(contrast.inputs.length, rows);
  network.forward(parameters, contrast.inputs, trace);
  const states = trace.layer.quantity('cellState', contrast.inputs.length - 2); // (rows, H)

  let [spread, share, slope] = [0, 0, 0];
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    const values = Array.from({ length: rows }, (_, row) => states.data[row * HIDDEN + unit]);
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    spread += Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / rows);
    share += shareOfClue(states, unit, contrast);
    slope += values.reduce((sum, value) => sum + (1 - tanh(value) * tanh(value)), 0) / rows;
  }
  return { spread: spread / HIDDEN, slope: slope / HIDDEN, share: share / HIDDEN };
}
