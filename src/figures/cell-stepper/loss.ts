/**
 * The loss of one answer, its gradient through the whole run, and the check of that gradient by differences.
 *
 * What the reader holds is held in all three: a value that is set depends on nothing before it, so no gradient passes.
 */
import { type GradientCheck, gradientCheckSteps } from '../../engine/gradient-check.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { softmaxCrossEntropy, surprise } from '../../engine/losses.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import type { NetworkTrace } from '../../engine/network.ts';
import { copyParameters, type Parameters } from '../../engine/parameters.ts';
import { inputsOf, type TrainedNetwork } from './network.ts';

/** What the network is asked, and under which conditions. */
export interface Question {
  readonly letters: string;
  readonly interventions: readonly Intervention[];
  /** The step whose answer the loss looks at, from 0. */
  readonly step: number;
  /** The right answer there, from 0. */
  readonly answer: number;
}

/** The number of the last capital read by a step (from 0), which is the right answer there; null before the first. */
export function rightAnswer({ answers }: TrainedNetwork, letters: string, step: number): number | null {
  const last = [...letters.slice(0, step + 1)].findLast((letter) => answers.includes(letter));
  return last === undefined ? null : answers.indexOf(last);
}

/** Of -log of the right answer's probability at one step. */
export interface LossGradient {
  readonly loss: number;
  readonly parameters: Parameters;
  /** dL by the name of each quantity; unit k at step t (both from 0) stands at t * H + k, 0 after the loss. */
  readonly quantities: Readonly<Record<string, Float64Array>>;
  /** dL/dy of the scores that are asked about (O), and what comes of it at once: dL/dh at that step alone (H). */
  readonly scores: Float64Array;
  readonly seed: Float64Array;
}

export function gradientOf(trained: TrainedNetwork, question: Question): LossGradient {
  const { network, parameters } = trained;
  const { hiddenSize: units, outputSize } = network.description;
  const { trace, logits } = ask(trained, parameters, question);
  const dLogits = createMatrix(1, outputSize);
  const loss = softmaxCrossEntropy(logits, [question.answer], dLogits);
  const gradients = network.createParameters();
  const dOutput = (step: number) => (step === question.step ? dLogits : null);
  const back = network.backward(parameters, gradients, trace, dOutput, { keepGradients: true }).lane(0, 'forward');
  const quantities: Record<string, Float64Array> = {};
  for (const name of trace.layer.names) {
    const all = new Float64Array(question.letters.length * units);
    for (let step = 0; step <= question.step; step += 1) all.set(back.gradient(name, step).data, step * units);
    quantities[name] = all;
  }
  const seed = Float64Array.from(trace.dHidden[question.step]?.data ?? []);
  return { loss, parameters: gradients, quantities, scores: Float64Array.from(dLogits.data), seed };
}

/**
 * Four points of a loss computed to full precision: at this step what the differences leave out and what rounding adds
 * are both about 1e-7 of the gradient in the shipped networks.
 */
const differences = { step: 2e-4, points: 4 } as const;

/** Compares the engine's backward pass with central differences, one parameter at a time, on weights of its own. */
export function checkSteps(trained: TrainedNetwork, question: Question): Generator<void, GradientCheck> {
  const { parameters: gradient } = gradientOf(trained, question);
  const nudged = copyParameters(trained.parameters);
  const asked = prepare(trained, question);
  const loss = () => surprise(asked(nudged).logits, question.answer);
  return gradientCheckSteps(nudged.data, gradient.data, loss, differences);
}

interface Asked {
  readonly trace: NetworkTrace;
  /** (1, O) */
  readonly logits: Matrix;
}

function ask(trained: TrainedNetwork, parameters: Parameters, question: Question): Asked {
  return prepare(trained, question)(parameters);
}

/** Runs up to the step that is asked about; what comes later does not reach the loss. The trace is used again. */
function prepare(trained: TrainedNetwork, { letters, interventions, step }: Question) {
  const { network } = trained;
  const inputs = inputsOf(trained, letters.slice(0, step + 1));
  const trace = network.createTrace(inputs.length, 1);
  return (parameters: Parameters): Asked => {
    network.forward(parameters, inputs, trace, { interventions });
    return { trace, logits: network.readOut(parameters, trace, step) };
  };
}
