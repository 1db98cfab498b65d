import { expect, test } from 'vitest';
import { readKernel } from '../../src/commands/shared/kernels.ts';
import { type CommandPath, openPath } from '../../src/commands/shared/paths.ts';
import type { CellVariant } from '../../src/engine/cells/variants.ts';
import { MemoryError } from '../../src/engine/compute.ts';
import { createWasmPath } from '../../src/engine/compute-wasm.ts';
import { createArena } from '../../src/engine/kernels/arena.ts';
import { compileBinary, createWasmKernels, matmulScratchBytes } from '../../src/engine/kernels/wasm.ts';
import { createOptimizer } from '../../src/engine/optimizers.ts';
import { recipe } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';
import { type Agreement, compareLayer, compareProducts, layerCases } from './shared/agreement.ts';
import { compareStack } from './shared/stack-agreement.ts';

const within = (tolerance: number, found: Agreement[]) => {
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(({ difference }) => !(difference <= tolerance))).toEqual([]);
};

for (const name of ['float32', 'wasm', 'relaxed'] as const satisfies readonly CommandPath[]) {
  test.each(layerCases())(
    `${name} runs a layer as the reference does: $cell, $hiddenSize units, $batch rows`,
    async (one) => {
      within(1e-5, compareLayer(await openPath(name), one));
    },
  );
}

const variants: CellVariant[] = [
  { without: ['inputGate'] },
  { without: ['forgetGate'] },
  { without: ['outputGate'] },
  { without: ['inputGate', 'forgetGate', 'outputGate'] },
  { coupled: true },
  { coupled: true, without: ['outputGate'] },
  { candidate: 'identity' },
  { shown: 'identity' },
  { candidate: 'identity', shown: 'identity', without: ['forgetGate'] },
];

for (const name of ['float32', 'wasm', 'relaxed'] as const satisfies readonly CommandPath[]) {
  test.each(variants)(`${name} runs an LSTM with %j as the reference does`, async (variant) => {
    for (const [hiddenSize, batch] of [
      [3, 1],
      [6, 5],
      [16, 2],
    ]) {
      const one = { cell: 'lstm', hiddenSize, inputSize: 3, steps: 12, batch, bias: batch !== 2, variant } as const;
      within(1e-5, compareLayer(await openPath(name), one));
    }
  });
}

// Tiles of six rows, and of five and two for what sixes leave.
test.each(['rnn', 'gru', 'lstm'] as const)('any number of rows is right: %s', async (cell) => {
  for (let batch = 1; batch <= 20; batch += 1) {
    const one = { cell, hiddenSize: 6, inputSize: 2, steps: 5, batch, bias: true };
    within(1e-5, compareLayer(await openPath('wasm'), one));
  }
});

for (const name of ['float32', 'wasm', 'relaxed'] as const satisfies readonly CommandPath[]) {
  test.each(['rnn', 'gru', 'lstm'] as const)(
    `${name} runs two layers in both directions as the reference does, whatever a pass asks for: %s`,
    async (cell) => {
      for (const hidden of [4, 7]) within(1e-5, compareStack(await openPath(name), cell, hidden));
    },
  );
}

for (const name of ['plain', 'relaxed'] as const) {
  test(`${name} products are those of three loops, in the arena and out of it`, () => {
    const module = compileBinary(readKernel(name)) as WebAssembly.Module;
    const arena = createArena(module, 2 ** 24);
    const kernels = createWasmKernels(arena, name === 'relaxed', matmulScratchBytes(64) + 3 * 64 * 64 * 4 + 1024);
    within(1e-6, compareProducts(kernels));
    // Too large for the scratch: the plain loops do it.
    within(1e-6, compareProducts(createWasmKernels(arena, false, 64), [33]));
  });
}

test('a single step is within a millionth of the reference', async () => {
  for (const one of layerCases().map((each) => ({ ...each, steps: 1 })))
    within(1e-6, compareLayer(await openPath('wasm'), one));
});

test('bytes that are no binary, or that this machine cannot run, are no path and no error', () => {
  expect(compileBinary(new Uint8Array([1, 2, 3]))).toBeNull();
});

test('a run that would not fit is refused with the two sizes, before anything is reserved', async () => {
  const module = compileBinary(readKernel('plain')) as WebAssembly.Module;
  const tight = createWasmPath(module, false, 2 ** 20);
  const run = { ...recipe, task: 'adding', cell: 'lstm', lag: 400, hidden: 64 } as const;
  expect(() => createTraining(run, undefined, tight)).toThrow(MemoryError);
  expect(() => createTraining(run, undefined, tight)).toThrow(/would need \d+ MiB of memory; 1 MiB/);
});

test('what the optimiser keeps lies where the compiled update reads it', () => {
  const arena = createArena(compileBinary(readKernel('plain')) as WebAssembly.Module, 65_536);
  const kernels = createWasmKernels(arena, false, 64);
  const { state } = createOptimizer({ kind: 'adam', learningRate: 0.01 }, kernels.allocate(5, 'float32'), kernels);
  expect(state.slots.map((slot) => arena.addressOf(slot))).not.toContain(null);
});

test('a plan reserves all that its run uses', async () => {
  const module = compileBinary(readKernel('plain')) as WebAssembly.Module;
  for (const cell of ['rnn', 'gru', 'lstm'] as const) {
    for (const hidden of [1, 16, 33]) {
      for (const layers of [1, 3]) {
        const run = { ...recipe, task: 'remember', lag: 5, cell, hidden, layers } as const;
        const training = createTraining(run, undefined, createWasmPath(module, false));
        for (let update = 0; update < 10; update += 1) training.advance();
        expect(training.update).toBe(10);
      }
    }
  }
});
