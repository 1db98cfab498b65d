/**
 * A run as a value: everything that decides what happens, and nothing else. Same run, same numbers, bit for bit.
 */

import type { CellKind } from '../engine/cells/contract.ts';
import type { ResetPosition } from '../engine/cells/gru.ts';
import type { Numerics } from '../engine/kernels/choose.ts';
import type { NetworkDescription } from '../engine/network.ts';
import type { Task, TaskName } from '../tasks/contract.ts';
import type { UpdateRule } from './update-rules.ts';
import { VARIANT_NAMES, type VariantName, variantSettings } from './variants.ts';

/** How weights begin; see `initialize.ts`. */
export const INITIALIZATIONS = ['chrono', 'constant', 'default', 'pytorch', 'identity'] as const;
export type Initialization = (typeof INITIALIZATIONS)[number];

export interface Run {
  readonly task: TaskName;
  /** Steps to remember; for adding the length, for order-6a always 100. */
  readonly lag: number;
  readonly cell: CellKind;
  /** H, of every layer. */
  readonly hidden: number;
  /** Recurrent layers above each other; one when absent. */
  readonly layers?: number;
  /** Probability with which a number between two layers is dropped while training; 0 when absent. */
  readonly dropout?: number;
  readonly init: Initialization;
  /** Of 'constant': the bias of the gate that keeps, LSTM forget or GRU update. */
  readonly gateBias?: number;
  /** Of 'chrono': for how many steps a unit holds at first, shortest and longest; 2 to the longest sequence when absent. */
  readonly holds?: readonly [shortest: number, longest: number];
  /** The plain cell when absent. */
  readonly variant?: VariantName;
  /** GRU only: where the reset gate acts; after the recurrent product when absent. */
  readonly reset?: ResetPosition;
  /** Decides weights and examples; two runs with one seed see the same examples whatever their cell. */
  readonly seed: number;
  /** Most updates to make. */
  readonly updates: number;
  /** Whether the run ends when the task counts as solved, or goes on to its last update. */
  readonly stopWhenSolved: boolean;
  readonly learningRate: number;
  /** Adam when absent. */
  readonly rule?: UpdateRule;
  /** Largest total norm of a gradient. */
  readonly clip: number;
  /** Sequences per update. */
  readonly batch: number;
  /** The same bits on every machine, unless it says `fastest`; then whatever this device does soonest. */
  readonly numerics?: Numerics;
}

/** Recipe R: Adam 0.01, clip 1, batches of 32 fresh sequences, chrono gate biases. */
export const recipe = {
  init: 'chrono',
  seed: 1,
  updates: 1000,
  stopWhenSolved: true,
  learningRate: 0.01,
  clip: 1,
  batch: 32,
} as const satisfies Partial<Run>;

/** The network that a run trains: as wide as its task asks for at both ends. */
export function describeNetwork(
  {
    cell,
    hidden,
    layers = 1,
    dropout = 0,
    variant,
    reset,
  }: Pick<Run, 'cell' | 'hidden' | 'layers' | 'dropout' | 'variant' | 'reset'>,
  { inputSize, outputSize }: Pick<Task, 'inputSize' | 'outputSize'>,
): NetworkDescription {
  const sizes = { inputSize, hiddenSize: hidden, outputSize };
  const own = { ...variantSettings(variant), ...(reset === undefined ? {} : { reset }) };
  return { cell, ...sizes, bias: true, layers, dropout, ...own };
}

/** What a run may ask for, so that a link or a form cannot ask for the impossible. */
const LIMITS = {
  hidden: [1, 128],
  layers: [1, 3],
  dropout: [0, 0.9],
  seed: [0, Number.MAX_SAFE_INTEGER],
  updates: [1, 100_000],
  learningRate: [1e-6, 1],
  clip: [1e-3, 1e3],
  batch: [1, 256],
} as const satisfies Partial<Record<keyof Run, readonly [number, number]>>;

/** Of those the ones that need not be whole. */
const FRACTIONS: ReadonlySet<keyof Run> = new Set(['dropout', 'learningRate', 'clip']);

/** Why a run cannot be made, as a sentence; null when it can. The task checks its own lag. */
export function runProblem(run: Run): string | null {
  for (const [name, [low, high]] of Object.entries(LIMITS) as [keyof typeof LIMITS, readonly [number, number]][]) {
    const value = run[name];
    // Every run says the rest; without these it has one layer and drops nothing.
    if (value === undefined && (name === 'layers' || name === 'dropout')) continue;
    const isInRange = value !== undefined && value >= low && value <= high;
    if (!isInRange) return `${name} must be from ${low} to ${high}, got ${value}`;
    if (!FRACTIONS.has(name) && !Number.isInteger(value)) return `${name} must be a whole number, got ${value}`;
  }
  const { layers = 1, dropout = 0 } = run;
  if (dropout > 0 && layers === 1) return `dropout acts between layers, and a run of 1 layer has none: got ${dropout}`;
  return beginningProblem(run) ?? variantProblem(run);
}

function beginningProblem({ cell, init, gateBias, holds }: Run): string | null {
  if (init === 'identity' && cell !== 'rnn') return `identity is a beginning for an rnn, not for a ${cell}`;
  if ((gateBias !== undefined) !== (init === 'constant')) {
    return init === 'constant' ? 'constant needs a gate bias' : `a gate bias goes with constant, not with ${init}`;
  }
  if (gateBias !== undefined && !(Math.abs(gateBias) <= 20)) return `gateBias must be from -20 to 20, got ${gateBias}`;
  if (holds === undefined) return null;
  const [shortest, longest] = holds;
  if (init !== 'chrono') return `steps that a unit holds go with chrono, not with ${init}`;
  if (shortest > 1 && longest >= shortest && longest <= 10_000) return null;
  return `a unit must hold more than 1 and at most 10000 steps, the shortest first, got ${shortest} to ${longest}`;
}

function variantProblem({ cell, variant, reset }: Run): string | null {
  if (reset !== undefined && cell !== 'gru') return `a reset gate is a gru's, not a ${cell}'s`;
  const offered = VARIANT_NAMES[cell];
  if (variant === undefined || offered.includes(variant)) return null;
  return `variant must be ${offered.length > 0 ? `one of ${offered.join(', ')}` : 'absent'} for a ${cell}, got ${variant}`;
}
