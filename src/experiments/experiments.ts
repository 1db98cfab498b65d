/**
 * The table of everything a chapter may print: name to number, or to the word for an outcome.
 *
 * A name begins with its chapter: rnn, lag, lstm, lessons, compute. Steps and units count from 1 here, as in the prose. An outcome's
 * sentences stand in content/interface under `outcomes.<name>.<word>`.
 */

import { computeExperiments } from './compute-table.ts';
import { lagExperiments } from './lag-table.ts';
import { lessonsExperiments } from './lessons-table.ts';
import { lstmExperiments } from './lstm-table.ts';
import { once } from './once.ts';
import { rnnExperiments } from './rnn-table.ts';

/** A chapter and its twin in the other language ask for the same numbers: each is computed once. */
export const experiments: Record<string, () => number | string> = Object.fromEntries(
  Object.entries({
    ...rnnExperiments,
    ...lagExperiments,
    ...lstmExperiments,
    ...lessonsExperiments,
    ...computeExperiments,
  }).map(([name, compute]) => [name, once(compute)]),
);
