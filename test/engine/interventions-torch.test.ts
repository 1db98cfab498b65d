/** Runs that are interfered with, held against PyTorch's automatic differentiation: see fixtures/interventions/make.py. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { StateName, States } from '../../src/engine/cells/contract.ts';
import type { Intervention } from '../../src/engine/interventions.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createMatrix, type Matrix } from '../../src/engine/matrix.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import { createUnrolledLayer, layerShapes } from '../../src/engine/sequence/unrolled.ts';
import type { Kind } from './shared/runs.ts';

interface Listed {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly name: string;
  readonly description: Kind;
  readonly parameters: Record<string, Listed>;
  readonly inputs: Listed; // (T, B, I)
  readonly initial: Record<StateName, Listed>; // (B, H)
  /** dL/dh_t of the loss itself, (T, B, H). */
  readonly asked: Listed;
  readonly runs: readonly {
    readonly name: string;
    readonly interventions: readonly Intervention[];
    readonly loss: number;
    readonly finalStates: Record<StateName, Listed>;
    readonly gradients: Record<string, Listed>;
    readonly inputGradients: Listed;
    readonly initialGradients: Record<StateName, Listed>;
  }[];
}

const cases: Case[] = JSON.parse(
  readFileSync(new URL('../fixtures/interventions/cases.json', import.meta.url), 'utf8'),
);

/** Both sides compute in doubles; what differs is the order of a few sums. */
const tolerance = 1e-13;

describe.each(cases)('in $name', ({ description, parameters: given, inputs: read, initial, asked, runs }) => {
  const [, batch = 0, inputSize = 0] = read.shape;
  const [, , hiddenSize = 0] = asked.shape;
  const layer = { ...description, inputSize, hiddenSize, bias: true };
  const parameters = createParameters(layerShapes(layer));
  for (const { name } of parameters.shapes) parameters.get(name).data.set(given[name]?.data ?? []);
  const [inputs, seeds] = [read, asked].map(matrices) as [Matrix[], Matrix[]];
  const begin = Object.fromEntries(
    Object.entries(initial).map(([name, { data }]) => [name, filled(batch, hiddenSize, data)]),
  ) as States;
  const steps = inputs.length;

  test.each([...runs])('$name: states and every gradient are those of PyTorch', (expected) => {
    const { interventions } = expected;
    const unrolled = createUnrolledLayer(layer, referenceKernels);
    const trace = unrolled.createTrace(steps, batch);
    unrolled.forward(parameters, inputs, trace, { initial: begin, interventions });
    const loss = seeds.reduce((sum, seed, step) => sum + dot(seed, trace.quantity('hiddenState', step)), 0);
    expect(loss).toBeCloseTo(expected.loss, 12);
    for (const [name, { data }] of Object.entries(expected.finalStates)) {
      near(trace.quantity(name, steps - 1).data, data);
    }

    const gradients = createParameters(parameters.shapes);
    const options = { interventions, wantsInputGradient: true };
    const back = unrolled.backward(parameters, gradients, inputs, trace, (step) => seeds[step] ?? null, options);
    for (const [name, { data }] of Object.entries(expected.gradients)) near(gradients.get(name).data, data);
    near(
      inputs.flatMap((_, step) => [...back.inputGradient(step).data]),
      expected.inputGradients.data,
    );
    for (const [name, { data }] of Object.entries(expected.initialGradients)) {
      near(back.dInitial[name as StateName]?.data ?? [], data);
    }
  });
});

function near(got: ArrayLike<number>, expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  const apart = expected.map((value, k) => Math.abs(value - (got[k] ?? Number.NaN)));
  expect(Math.max(...apart)).toBeLessThan(tolerance);
}

/** One matrix (B, n) per step. */
function matrices({ shape: [steps = 0, rows = 0, columns = 0], data }: Listed): Matrix[] {
  const size = rows * columns;
  return Array.from({ length: steps }, (_, step) => filled(rows, columns, data.slice(step * size, (step + 1) * size)));
}

function filled(rows: number, columns: number, data: readonly number[]): Matrix {
  const matrix = createMatrix(rows, columns);
  matrix.data.set(data);
  return matrix;
}

function dot(left: Matrix, right: Matrix): number {
  return [...left.data].reduce((sum, value, k) => sum + value * (right.data[k] ?? 0), 0);
}
