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
    'task cell lag hidden init seed solved updates accuracy loss parameters elapsedMs weightsSha256',
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

test.each([
  [['--task', 'forget', '--cell', 'gru'], '--task must be one of remember, order-6a, adding, got forget.'],
  [['--task', 'remember'], '--cell must be one of rnn, gru, lstm.'],
  [['--task', 'order-6a', '--cell', 'gru', '--lag', '50'], 'order-6a: its sequences have 100 to 110 steps'],
  [[...quick, '--hidden', '0'], 'hidden must be from 1 to 128, got 0'],
  [[...quick, '--seed', '-1'], '--seed'],
  [[...quick, '--init', 'magic'], '--init must be one of chrono, default, pytorch, got magic.'],
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
