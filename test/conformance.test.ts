/** The engine against reference values computed by PyTorch: `npm run conformance` on the fixtures. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Case, CaseFile, Tensor, Tensors } from '../src/commands/conformance/case.ts';
import { readCaseFiles } from '../src/commands/conformance/folders.ts';
import { openEachTime } from '../src/commands/conformance/open.ts';
import { countStates, report } from '../src/commands/conformance/report.ts';
import { runFile } from '../src/commands/conformance/run.ts';
import { openPath } from '../src/commands/shared/paths.ts';
import { runScript } from '../src/commands/shared/project.ts';

const folder = join(import.meta.dirname, 'fixtures', 'conformance');
const files = readCaseFiles(folder);

// Exact counts, so that a case cannot slip from passed to skipped unseen.
const expected: Record<string, { passed: number; skipped: number }> = {
  torch_cells: { passed: 24, skipped: 0 },
  torch_clipping: { passed: 18, skipped: 0 },
  torch_layers: { passed: 68, skipped: 0 },
  torch_losses: { passed: 42, skipped: 0 },
  torch_ops: { passed: 52, skipped: 0 },
  torch_optimizers: { passed: 19, skipped: 0 },
  torch_training: { passed: 8, skipped: 0 },
  torch_tricky: { passed: 95, skipped: 0 },
  torch_varlen: { passed: 9, skipped: 0 },
};

describe('the engine agrees with the reference values', () => {
  test.each(Object.entries(expected))('%s', (family, counts) => {
    const { verdicts } = runFile(fileOf(family));
    const problems = verdicts.flatMap((verdict) =>
      verdict.state === 'failed' ? [verdict.name, ...verdict.problems] : [],
    );
    expect(problems).toEqual([]);
    expect(countStates(verdicts)).toEqual({ ...counts, failed: 0 });
  });

  for (const path of ['float32', 'wasm', 'relaxed'] as const) {
    test.each(Object.entries(expected))(`%s, on the path ${path} as well`, async (family, { passed }) => {
      const { verdicts } = runFile(fileOf(family), openEachTime(await openPath(path)));
      expect(verdicts.filter(({ state }) => state === 'failed').map(({ name }) => name)).toEqual([]);
      // Eight cases at the end of the range of doubles have no meaning in single precision.
      const skipped = family === 'torch_tricky' ? 8 : 0;
      expect(countStates(verdicts)).toEqual({ passed: passed - skipped, failed: 0, skipped });
    });
  }

  test('and no family of the fixtures is left out', () => {
    expect(files.map(({ family }) => family)).toEqual(Object.keys(expected));
  });

  test('which are the files they were when they were made', () => {
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(sums).toHaveLength(files.length);
    for (const line of sums) {
      const [sum, name] = line.split(/\s+/);
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ).toBe(sum);
    }
  });
});

describe('a wrong number is noticed', () => {
  // One entry moved by ten times what is allowed, in the first case of each family that is not skipped.
  const places: [string, (testCase: Case) => Case][] = [
    [
      'torch_cells',
      (it) => ({ ...it, steps: it.steps?.map((step) => ({ ...step, h: moved(step['h'] as Tensor) })) ?? [] }),
    ],
    ['torch_layers', (it) => ({ ...it, grads: { ...it.grads, weight_hh_l0: moved(it.grads?.['weight_hh_l0']) } })],
    ['torch_clipping', (it) => ({ ...it, outputs: { ...it.outputs, total_norm: moved(it.outputs?.['total_norm']) } })],
    ['torch_losses', (it) => ({ ...it, outputs: { loss: moved(it.outputs?.['loss']) } })],
    ['torch_ops', (it) => ({ ...it, grads: { x: moved(it.grads?.['x']) } })],
    ['torch_varlen', (it) => ({ ...it, outputs: { ...it.outputs, h_n: moved(it.outputs?.['h_n']) } })],
    [
      'torch_training',
      (it) => ({ ...it, steps: it.steps?.map((step) => ({ ...step, loss: Number(step['loss']) + 1e-6 })) ?? [] }),
    ],
    [
      'torch_optimizers',
      (it) => ({ ...it, steps: it.steps?.map((step) => ({ ...step, params: firstMoved(step['params']) })) ?? [] }),
    ],
  ];
  test.each(places)('%s', (family, change) => {
    const [first] = fileOf(family).cases;
    expect(runFile({ family, cases: [first] }).verdicts[0].state).toBe('passed');
    expect(runFile({ family, cases: [change(first)] }).verdicts[0].state).toBe('failed');
  });

  test('a case without anything to compare fails', () => {
    const bare: Case = { ...fileOf('torch_clipping').cases[0], outputs: {} };
    expect(runFile({ family: 'torch_clipping', cases: [bare] }).verdicts[0].state).toBe('failed');
  });

  test('a family nobody knows is skipped with that reason', () => {
    const { verdicts } = runFile({ family: 'torch_attention', cases: [fileOf('torch_ops').cases[0]] });
    expect(verdicts[0]).toMatchObject({ state: 'skipped', reason: 'the family torch_attention' });
  });
});

describe('the command', () => {
  const script = join(import.meta.dirname, '..', 'src', 'commands', 'conformance.ts');

  test('ends with the counts', async () => {
    const { code, printed } = await runScript(script, [folder], { quiet: true });
    expect(printed.trimEnd().split('\n').at(-1)).toBe('335 passed, 0 failed, 0 skipped');
    expect(code).toBe(0);
  });

  test('refuses a folder that is not there in one sentence', async () => {
    const { code, printed } = await runScript(script, ['test/fixtures/nowhere'], { quiet: true });
    expect(printed).toMatch(/^There is no folder .*nowhere\n$/);
    expect(code).toBe(2);
  });

  test('refuses a way to compute that it does not know in one sentence', async () => {
    const { code, printed } = await runScript(script, ['--path', 'abacus', folder], { quiet: true });
    expect(printed).toMatch(/^conformance: there is no path abacus; there are reference, .*\n$/);
    expect(code).toBe(2);
  });

  test('names every skipped case and its reason', () => {
    const [first] = fileOf('torch_optimizers').cases;
    const maximising: Case = { ...first, attributes: { defaults_used: { lr: 0.1, maximize: true } } };
    const text = report([runFile({ family: 'torch_optimizers', cases: [maximising] })]);
    expect(text).toContain(`1 case needs maximising\n      ${first.name}`);
  });
});

function fileOf(family: string): CaseFile {
  const file = files.find((one) => one.family === family);
  if (!file) throw new Error(`There is no fixture of the family ${family}`);
  return file;
}

/** 1e-9 is ten times the widest tolerance of a float64 case. */
function moved(tensor: Tensor | undefined): Tensor {
  if (!tensor) throw new Error('The case has no such tensor');
  const [first, ...rest] = tensor.data;
  return { ...tensor, data: [Number(first) + 1e-9, ...rest] };
}

function firstMoved(tensors: unknown): Tensors {
  const all = tensors as Tensors;
  return { ...all, b: moved(all['b']) };
}
