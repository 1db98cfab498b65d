import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { readSafetensors } from '../../src/exchange/safetensors.ts';

const script = join(import.meta.dirname, '..', '..', 'src', 'commands', 'train.ts');
const folder = mkdtempSync(join(tmpdir(), 'unrolled-train-'));
afterAll(() => rmSync(folder, { recursive: true }));

const trainWith = (...args: string[]) => promisify(execFile)(process.execPath, [script, ...args]);
const quick = ['--task', 'remember', '--cell', 'gru', '--lag', '5', '--hidden', '8'];

test('writes one JSON line with the result and the weights in PyTorch names', async () => {
  const [out, weights] = [join(folder, 'result.jsonl'), join(folder, 'weights.safetensors')];
  await trainWith(...quick, '--out', out, '--weights', weights);
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(lines.length).toBe(1);
  const result = JSON.parse(lines[0]);
  expect(Object.keys(result).join(' ')).toBe(
    'task cell lag hidden init seed budget solved updates accuracy loss parameters elapsedMs weightsSha256',
  );
  expect(result).toMatchObject({
    task: 'remember',
    cell: 'gru',
    lag: 5,
    hidden: 8,
    init: 'chrono',
    seed: 1,
    solved: true,
  });
  expect(result.accuracy).toBeGreaterThanOrEqual(0.99);
  const { tensors } = readSafetensors(readFileSync(weights));
  expect([...tensors.keys()]).toContain('rnn.weight_hh_l0');
  expect([...tensors.values()].reduce((sum, { data }) => sum + data.length, 0)).toBe(result.parameters);
});

test('gives the same weights for the same seed, to the last bit', async () => {
  const hashes = await Promise.all(
    ['3', '3', '4'].map(async (seed) =>
      JSON.parse((await trainWith(...quick, '--updates', '5', '--seed', seed)).stdout),
    ),
  );
  const [first, second, other] = hashes.map(({ weightsSha256 }) => weightsSha256);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('trains layers above each other, with the weights of each in PyTorch names', async () => {
  const weights = join(folder, 'layers.safetensors');
  const { stdout } = await trainWith(...quick, '--layers', '2', '--dropout', '.1', '--weights', weights);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ layers: 2, dropout: 0.1, solved: true });
  const { tensors, metadata } = readSafetensors(readFileSync(weights));
  const names = ['l0', 'l1'].flatMap((layer) =>
    ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) => `rnn.${name}_${layer}`),
  );
  expect([...tensors.keys()]).toEqual([...names, 'head.weight', 'head.bias']);
  expect(tensors.get('rnn.weight_ih_l1')?.shape).toEqual([24, 8]);
  expect(JSON.parse(metadata['run'] ?? '')).toMatchObject({ layers: 2, dropout: 0.1 });
});

test('says in its line what the run sets besides the recipe, and nothing else', async () => {
  const { stdout } = await trainWith(...quick, '--holds', '2:50', '--rate', '0.02', '--batch', '32', '--updates', '3');
  const { holds, learningRate, ...rest } = JSON.parse(stdout);
  expect([holds, learningRate]).toEqual([[2, 50], 0.02]);
  for (const name of ['batch', 'clip', 'rule', 'variant', 'gateBias', 'layers']) expect(rest).not.toHaveProperty(name);
});

test.each([
  [['--task', 'forget', '--cell', 'gru'], '--task must be one of remember, order-6a, order-6b, adding, '],
  [['--task', 'remember'], '--cell must be one of rnn, gru, lstm.'],
  [['--task', 'order-6a', '--cell', 'gru', '--lag', '50'], 'order-6a: its sequences have 100 to 110 steps'],
  [[...quick, '--hidden', '0'], 'hidden must be from 1 to 128, got 0'],
  [[...quick, '--layers', '4'], 'layers must be from 1 to 3, got 4'],
  [[...quick, '--layers', '1.5'], '--layers must be a whole number, got 1.5.'],
  [[...quick, '--layers', '2', '--dropout', '1'], 'dropout must be from 0 to 0.9, got 1'],
  [[...quick, '--layers', '2', '--dropout', 'half'], '--dropout must be a number like 0.1, got half.'],
  [[...quick, '--holds', '100'], '--holds must be two numbers like 2:100, got 100.'],
  [[...quick, '--gate-bias', '4'], 'a gate bias goes with constant, not with chrono'],
  [[...quick, '--variant', 'none'], '--variant must be one of relu, no-input-gate, '],
  [[...quick, '--rule', 'luck'], '--rule must be one of adam, adamw, '],
  [[...quick, '--dropout', '0.1'], 'dropout acts between layers, and a run of 1 layer has none: got 0.1'],
  [[...quick, '--seed', '-1'], '--seed'],
  [[...quick, '--init', 'magic'], '--init must be one of chrono, constant, default, pytorch, identity, got magic.'],
  [[...quick, '--path', 'abacus'], '--path must be one of reference, float32, wasm, relaxed, got abacus.'],
  [[...quick, '--out', join(folder, 'none', 'x.jsonl')], '--out cannot be written: ENOENT'],
  [[...quick, '--weights', folder], '--weights cannot be written: EISDIR'],
  [['--tusk', 'remember'], "Unknown option '--tusk'"],
])('refuses %j in one sentence with exit code 2', async (args, sentence) => {
  const failure = await trainWith(...args).then(
    () => null,
    (error) => error,
  );
  expect(failure.code).toBe(2);
  expect(failure.stderr).toContain(sentence);
  expect(failure.stderr.trim().split('\n').length).toBe(1);
});
