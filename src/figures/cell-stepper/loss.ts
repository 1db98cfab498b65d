/**
 * The loss of one answer or the mean over several, its gradient through the whole run, and the check of that gradient by differences.
 *
 * What the reader holds is held in all three: a value that is set depends on nothing before it, so no gradient passes.
 */
import type { StateName } from '../../engine/cells/contract.ts';
import { type GradientCheck, gradientCheckSteps } from '../../engine/gradient-check.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { createMatrix, entry, type Matrix } from '../../engine/matrix.ts';
import type { NetworkTrace } from '../../engine/network.ts';
import { copyParameters, type Parameters } from '../../engine/parameters.ts';
import type { SumGradients } from '../../engine/sequence/contract.ts';
import type { Target } from '../../tasks/stepped.ts';
import { answerLoss, preciseLoss } from './answer-loss.ts';
import { type InitialValue, initialStates } from './initial.ts';
import type { Run, TrainedNetwork } from './network.ts';
import type { Sequence } from './sequence.ts';

/** Which network is asked, what, and under which conditions. */
export interface Question {
  readonly trained: TrainedNetwork;
  readonly sequence: Sequence;
  readonly interventions: readonly Intervention[];
  readonly initial: readonly InitialValue[];
  /** The steps whose answers the loss looks at, first to last; at least one. Of several it is the mean, as in training. */
  readonly asked: readonly Asked[];
}

export interface Asked {
  /** From 0. */
  readonly step: number;
  /** What is right there. */
  readonly target: Target;
}

export interface LossGradient {
  readonly loss: number;
  readonly parameters: Parameters;
  /** dL by the name of each quantity; unit k at step t (both from 0) stands at t * H + k, 0 after the loss. */
  readonly quantities: Readonly<Record<string, Float64Array>>;
  /** dL/dx: of input k at step t at t * I + k; and dL/dh_0, dL/dc_0. */
  readonly inputs: Float64Array;
  readonly initial: Readonly<Partial<Record<StateName, Float64Array>>>;
  /** dL/dy of the readout, scores or numbers, at t * O + k; and what comes of it at once of dL/dh, at t * H + k. */
  readonly scores: Float64Array;
  readonly seeds: Float64Array;
  /** The gradients of the stacked sums, G * H a step, up to the last step that is asked about. */
  readonly sums: readonly SumGradients[];
}

export function gradientOf(question: Question): LossGradient {
  const { network, parameters } = question.trained;
  const { hiddenSize: units, inputSize, outputSize } = network.description;
  const { asked, sequence } = question;
  const { steps } = sequence;
  const last = lastAsked(question);
  const { trace, outputs } = prepare(question)(parameters);
  const scores = new Float64Array(steps * outputSize);
  const dScores: (Matrix | null)[] = new Array(steps).fill(null);
  let loss = 0;
  for (const [k, { step, target }] of asked.entries()) {
    const dOutput = createMatrix(1, outputSize);
    loss += answerLoss(outputs[k] as Matrix, target, dOutput) / asked.length;
    for (let o = 0; o < outputSize; o += 1) dOutput.data[o] = (dOutput.data[o] ?? 0) / asked.length;
    scores.set(dOutput.data, step * outputSize);
    dScores[step] = dOutput;
  }
  const gradients = network.createParameters();
  const dOutput = (step: number) => dScores[step] ?? null;
  const settings = { keepGradients: true, wantsInputGradient: true };
  const back = network.backward(parameters, gradients, trace, dOutput, settings).lane(0, 'forward');
  const quantities: Record<string, Float64Array> = {};
  for (const name of trace.layer.names) {
    const all = new Float64Array(steps * units);
    for (let step = 0; step <= last; step += 1) all.set(back.gradient(name, step).data, step * units);
    quantities[name] = all;
  }
  const inputs = new Float64Array(steps * inputSize);
  for (let step = 0; step <= last; step += 1) inputs.set(back.inputGradient(step).data, step * inputSize);
  const { hiddenState, cellState } = back.dInitial;
  const initial = {
    hiddenState: Float64Array.from(hiddenState.data),
    ...(cellState ? { cellState: Float64Array.from(cellState.data) } : {}),
  };
  const seeds = new Float64Array(steps * units);
  for (const { step } of asked) seeds.set(trace.dHidden[step]?.data ?? [], step * units);
  const sums = Array.from({ length: last + 1 }, (_, step) => back.sumGradients(step));
  return { loss, parameters: gradients, quantities, inputs, initial, scores, seeds, sums };
}

export function lossOf(question: Question): number {
  return preciseMean(question, prepare(question)(question.trained.parameters).outputs);
}

/** From 0. */
function lastAsked({ asked }: Question): number {
  return Math.max(...asked.map(({ step }) => step));
}

function preciseMean({ asked }: Question, outputs: readonly Matrix[]): number {
  const sum = asked.reduce((total, { target }, k) => total + preciseLoss(outputs[k] as Matrix, target), 0);
  return sum / asked.length;
}

/** The same, from a run of this network that is there already: its readout alone is computed again. */
export function lossIn({ trained, values, units }: Run, question: Question): number {
  const [weight, bias] = ['head.weight', 'head.bias'].map((name) => trained.parameters.get(name)) as [Matrix, Matrix];
  const outputs = question.asked.map(({ step }) => {
    const output = createMatrix(1, weight.rows);
    for (let row = 0; row < weight.rows; row += 1) {
      let sum = entry(bias, 0, row);
      for (let unit = 0; unit < units; unit += 1) {
        sum += entry(weight, row, unit) * (values['hiddenState']?.[step * units + unit] ?? 0);
      }
      output.data[row] = sum;
    }
    return output;
  });
  return preciseMean(question, outputs);
}

/**
 * Four points of a loss computed to full precision: at this step what the differences leave out and what rounding adds
 * are both about 1e-7 of the gradient in the shipped networks.
 */
const fine = { step: 2e-4, points: 4 } as const;

/** Two points leave out about 1e-6 of the gradient, and take half the time: 16 units of an LSTM over 64 steps, a second. */
const quick = { step: 1e-5, points: 2 } as const;

/** Parameters times steps from which on two points have to do; four take about 0.15 ms for a thousand of these. */
const quickAbove = 40_000;

/** Compares the engine's backward pass with central differences, one parameter at a time, on weights of its own. */
export function checkSteps(question: Question): Generator<void, GradientCheck> {
  const { parameters: gradient } = gradientOf(question);
  const nudged = copyParameters(question.trained.parameters);
  const ask = prepare(question);
  const loss = () => preciseMean(question, ask(nudged).outputs);
  const size = nudged.data.length * (lastAsked(question) + 1);
  return gradientCheckSteps(nudged.data, gradient.data, loss, size > quickAbove ? quick : fine);
}

interface Answered {
  readonly trace: NetworkTrace;
  /** (1, O) for each step that is asked about. */
  readonly outputs: readonly Matrix[];
}

/** Runs up to the last step that is asked about; what comes later does not reach the loss. The trace is used again. */
function prepare(question: Question) {
  const { trained, sequence, interventions, initial, asked } = question;
  const { network } = trained;
  const inputs = sequence.inputs.slice(0, lastAsked(question) + 1);
  const begun = initialStates(trained, initial);
  const trace = network.createTrace(inputs.length, 1);
  return (parameters: Parameters): Answered => {
    network.forward(parameters, inputs, trace, { interventions, initial: begun && [begun] });
    return { trace, outputs: asked.map(({ step }) => network.readOut(parameters, trace, step)) };
  };
}
