/**
 * The loss of one answer, its gradient through the whole run, and the check of that gradient by differences.
 *
 * What the reader holds is held in all three: a value that is set depends on nothing before it, so no gradient passes.
 */
import type { StateName } from '../../engine/cells/contract.ts';
import { type GradientCheck, gradientCheckSteps } from '../../engine/gradient-check.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import type { NetworkTrace } from '../../engine/network.ts';
import { copyParameters, type Parameters } from '../../engine/parameters.ts';
import type { Target } from '../../tasks/stepped.ts';
import { answerLoss, preciseLoss } from './answer-loss.ts';
import { type InitialValue, initialStates } from './initial.ts';
import type { TrainedNetwork } from './network.ts';
import type { Sequence } from './sequence.ts';

/** Which network is asked, what, and under which conditions. */
export interface Question {
  readonly trained: TrainedNetwork;
  readonly sequence: Sequence;
  readonly interventions: readonly Intervention[];
  readonly initial: readonly InitialValue[];
  /** The step whose answer the loss looks at, from 0. */
  readonly step: number;
  /** What is right there. */
  readonly target: Target;
}

/** Of the loss of one step's answer. */
export interface LossGradient {
  readonly loss: number;
  readonly parameters: Parameters;
  /** dL by the name of each quantity; unit k at step t (both from 0) stands at t * H + k, 0 after the loss. */
  readonly quantities: Readonly<Record<string, Float64Array>>;
  /** dL/dx: of input k at step t at t * I + k; and dL/dh_0, dL/dc_0. */
  readonly inputs: Float64Array;
  readonly initial: Readonly<Partial<Record<StateName, Float64Array>>>;
  /** dL/dy of the readout that is asked about (O): scores, or numbers. And dL/dh at that step that comes of it at once (H). */
  readonly scores: Float64Array;
  readonly seed: Float64Array;
}

export function gradientOf(question: Question): LossGradient {
  const { network, parameters } = question.trained;
  const { hiddenSize: units, inputSize, outputSize } = network.description;
  const { trace, output } = prepare(question)(parameters);
  const dScores = createMatrix(1, outputSize);
  const loss = answerLoss(output, question.target, dScores);
  const gradients = network.createParameters();
  const dOutput = (step: number) => (step === question.step ? dScores : null);
  const settings = { keepGradients: true, wantsInputGradient: true };
  const back = network.backward(parameters, gradients, trace, dOutput, settings).lane(0, 'forward');
  const quantities: Record<string, Float64Array> = {};
  for (const name of trace.layer.names) {
    const all = new Float64Array(question.sequence.steps * units);
    for (let step = 0; step <= question.step; step += 1) all.set(back.gradient(name, step).data, step * units);
    quantities[name] = all;
  }
  const inputs = new Float64Array(question.sequence.steps * inputSize);
  for (let step = 0; step <= question.step; step += 1) inputs.set(back.inputGradient(step).data, step * inputSize);
  const { hiddenState, cellState } = back.dInitial;
  const initial = {
    hiddenState: Float64Array.from(hiddenState.data),
    ...(cellState ? { cellState: Float64Array.from(cellState.data) } : {}),
  };
  const seed = Float64Array.from(trace.dHidden[question.step]?.data ?? []);
  const scores = Float64Array.from(dScores.data);
  return { loss, parameters: gradients, quantities, inputs, initial, scores, seed };
}

export function lossOf(question: Question): number {
  return preciseLoss(prepare(question)(question.trained.parameters).output, question.target);
}

/**
 * Four points of a loss computed to full precision: at this step what the differences leave out and what rounding adds
 * are both about 1e-7 of the gradient in the shipped networks.
 */
const differences = { step: 2e-4, points: 4 } as const;

/** Compares the engine's backward pass with central differences, one parameter at a time, on weights of its own. */
export function checkSteps(question: Question): Generator<void, GradientCheck> {
  const { parameters: gradient } = gradientOf(question);
  const nudged = copyParameters(question.trained.parameters);
  const asked = prepare(question);
  const loss = () => preciseLoss(asked(nudged).output, question.target);
  return gradientCheckSteps(nudged.data, gradient.data, loss, differences);
}

interface Asked {
  readonly trace: NetworkTrace;
  /** (1, O) */
  readonly output: Matrix;
}

/** Runs up to the step that is asked about; what comes later does not reach the loss. The trace is used again. */
function prepare({ trained, sequence, interventions, initial, step }: Question) {
  const { network } = trained;
  const inputs = sequence.inputs.slice(0, step + 1);
  const begun = initialStates(trained, initial);
  const trace = network.createTrace(inputs.length, 1);
  return (parameters: Parameters): Asked => {
    network.forward(parameters, inputs, trace, { interventions, initial: begun && [begun] });
    return { trace, output: network.readOut(parameters, trace, step) };
  };
}
