/** The stepper's state: what is read, what is forced, where the reader looks. One table for link, undo and reset. */
import { choice, decimal, type Fields, integer, letters as lettersField, list } from '../shared/fields.ts';
import { type QuantityName, type StripName, stripsFor } from './cells.ts';
import { thresholds } from './clipped.ts';
import { type Forced, forcedItem } from './forced.ts';
import { type InitialValue, initialItem } from './initial.ts';
import { type AlsoAsked, alsoField } from './losses.ts';
import type { TrainedNetwork } from './network.ts';
import { subStepsOf } from './opened/order.ts';
import { type ChangedInput, inputItem, type Sequence } from './sequence.ts';
import { type ChangedWeight, weightItem } from './weights.ts';

export const views = ['after', 'before', 'change'] as const;
export type View = (typeof views)[number];

/** The run from the first step on, or the gradient of its loss, from the last step back. */
export const ways = ['forward', 'backward'] as const;
export type Way = (typeof ways)[number];

/** A row of the drawing: what is read, or one strip. */
export type RowName = StripName | 'input';

export interface StepperState {
  /** What is read, a character per step; empty where the network reads numbers. */
  readonly letters: string;
  /** Of numbers read those that are not as in the beginning. */
  readonly inputs: readonly ChangedInput[];
  readonly step: number;
  readonly row: RowName;
  /** The unit drawn. */
  readonly unit: number;
  /** The answer looked at while the row is `probability`. */
  readonly answer: number;
  /** The number looked at among those read at a step while the row is `input`. */
  readonly channel: number;
  readonly view: View;
  readonly forced: readonly Forced[];
  /** Weights and biases that the reader has put in place of the network's. */
  readonly weights: readonly ChangedWeight[];
  /** States before the first step that are not 0. */
  readonly initial: readonly InitialValue[];
  readonly way: Way;
  /** The step whose answer the loss looks at, from 1. */
  readonly lossStep: number;
  /** The other steps that it looks at. */
  readonly alsoAsked: AlsoAsked;
  /** The sub-step that is opened up: how this quantity of the chosen unit is computed. */
  readonly sub: QuantityName | 'none';
  /** What stands for the terms of the equations beside the figure: their symbols, or this step's numbers. */
  readonly terms: (typeof termViews)[number];
  /** Whether the gradients of the weights are shown on the way back, and the norm at which they are clipped. */
  readonly sums: (typeof openings)[number];
  readonly clip: number;
}

/** Where a figure begins. */
export interface Beginning {
  readonly sequence: Sequence;
  readonly step: number;
  readonly unit: number;
  readonly row: RowName;
}

export const termViews = ['symbols', 'numbers'] as const;
export const openings = ['closed', 'open'] as const;

/** More would not fit into a link. */
export const mostForced = 64;

export function stepperFields(trained: TrainedNetwork, beginning: Beginning): Fields<StepperState> {
  const { sequence, step, unit, row } = beginning;
  const { steps, letters, targets } = sequence;
  const { hiddenSize: units, inputSize } = trained.network.description;
  const strips = stripsFor(trained);
  const rows = new Set<RowName>(['input', ...strips.map(({ name }) => name)]);
  const lastAsked = targets.findLastIndex((target) => target !== null) + 1;
  return {
    letters: lettersField('x', trained.alphabet.join(''), letters.length, letters.length, letters),
    inputs: list('in', inputItem(trained, steps), mostForced),
    step: integer('t', { from: 1, to: steps, fallback: step }),
    row: choice('row', [...rows], row),
    unit: integer('u', { from: 1, to: units, fallback: unit }),
    answer: integer('p', { from: 1, to: trained.answers.length, fallback: 1 }),
    channel: integer('ch', { from: 1, to: inputSize, fallback: 1 }),
    view: choice('view', views, 'after'),
    forced: list('force', forcedItem(strips, steps, units), mostForced),
    weights: list('w', weightItem(trained), mostForced),
    initial: list('h0', initialItem(trained), mostForced),
    way: choice('way', ways, 'forward'),
    lossStep: integer('loss', { from: 1, to: steps, fallback: lastAsked || steps }),
    alsoAsked: alsoField(steps),
    sub: choice('sub', ['none', ...subStepsOf(trained)], 'none'),
    terms: choice('terms', termViews, 'symbols'),
    sums: choice('sums', openings, 'closed'),
    clip: decimal('clip', { ...thresholds, fallback: 1 }),
  };
}
