/**
 * What a network is asked, and how far it is off: the loss over a batch, its gradient, and the share of right answers.
 */

import { meanSquaredError, softmaxCrossEntropy } from '../engine/losses.ts';
import { createMatrix, type Matrix } from '../engine/matrix.ts';
import type { Network, NetworkTrace } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';
import type { Random } from '../engine/random.ts';
import type { Batch, Question } from '../tasks/contract.ts';
import { Tally } from './tally.ts';

export interface Score {
  /** Mean over every question of the batch: cross-entropy in nats, or squared error. */
  readonly loss: number;
  /** Share of the questions that count answered right; null where answers are numbers. */
  readonly accuracy: number | null;
  /** Share of sequences with every such answer right, where a sequence is asked more than once. */
  readonly sequences?: number;
}

/** Runs the network over the batch and scores its answers. Nothing is dropped unless `dropout` is given. */
export function scoreBatch(
  network: Network,
  parameters: Parameters,
  trace: NetworkTrace,
  batch: Batch,
  dropout?: Random,
): Score {
  network.forward(parameters, batch.inputs, trace, { dropout });
  return scoreOutputs(network, parameters, trace, batch, null);
}

/** As `scoreBatch`, and adds the gradient of the loss to `gradients`. */
export function scoreAndGradient(
  network: Network,
  parameters: Parameters,
  gradients: Parameters,
  trace: NetworkTrace,
  batch: Batch,
  dropout?: Random,
): Score {
  network.forward(parameters, batch.inputs, trace, { dropout });
  const dOutputs: (Matrix | null)[] = batch.questions.map((question, step) => {
    const output = trace.outputs[step];
    return question && createMatrix(output.rows, output.columns);
  });
  const score = scoreOutputs(network, parameters, trace, batch, dOutputs);
  network.backward(parameters, gradients, trace, (step) => dOutputs[step]);
  return score;
}

function scoreOutputs(
  network: Network,
  parameters: Parameters,
  trace: NetworkTrace,
  { questions }: Batch,
  dOutputs: readonly (Matrix | null)[] | null,
): Score {
  const total = questions.reduce((sum, question) => sum + (question ? asked(question) : 0), 0);
  const tally = new Tally(questions);
  let loss = 0;
  questions.forEach((question, step) => {
    if (!question) return;
    const output = network.readOut(parameters, trace, step);
    const dOutput = dOutputs?.[step] ?? null;
    // Every question of the batch weighs the same, however many fall on one step.
    const share = asked(question) / total;
    if (question.kind === 'class') {
      loss += share * softmaxCrossEntropy(output, question.classes, dOutput);
      tally.add(output, question);
    } else {
      loss += share * meanSquaredError(output, question.values, dOutput);
    }
    if (dOutput) for (let k = 0; k < dOutput.data.length; k += 1) dOutput.data[k] *= share;
  });
  return { loss, ...tally.shares() };
}

/** How many rows are asked. */
function asked(question: Question): number {
  if (question.kind === 'value') return question.values.rows;
  return question.classes.reduce((count, answer) => count + (answer === -1 ? 0 : 1), 0);
}
