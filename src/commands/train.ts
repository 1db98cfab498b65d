/**
 * `npm run train -- --task remember --cell lstm --lag 100`: one run from the command line, on the trainer that the
 * pages use. Progress goes to standard error, the result is one JSON line.
 *
 * --task one of those in src/tasks/tasks.ts; --cell rnn, gru or lstm; both are needed. --lag steps to remember; --hidden
 * units of a layer (16); --layers recurrent layers (1, at most 3); --dropout share of the numbers dropped between layers
 * while training (0); --init chrono, constant, default, pytorch or identity (chrono); --gate-bias with constant; --holds
 * 2:100, shortest and longest steps that a unit holds, with chrono; --variant of the cell (src/training/variants.ts);
 * --seed (1); --updates at most (1000); --rule adam, adamw, rmsprop, adagrad, momentum, nesterov or sgd (adam); --rate
 * (0.01); --clip largest norm of a gradient (1); --batch sequences per update (32); --path reference, float32, wasm or
 * relaxed (wasm). --out appends the line to a file; --weights writes a safetensors file.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { writeSafetensors } from '../exchange/safetensors.ts';
import { createTraining, train } from '../training/trainer.ts';
import { attempt, readArguments, refuse } from './shared/arguments.ts';
import { openPath } from './shared/paths.ts';
import { createProgressBar } from './shared/progress-bar.ts';
import { pathFromOptions, runFromOptions, runOptions } from './train/options.ts';
import { describeRun, resultOf } from './train/result.ts';

const { values } = readArguments({ options: runOptions, allowPositionals: false });
const run = attempt(() => runFromOptions(values));
const path = await openPath(attempt(() => pathFromOptions(values)));
const training = attempt(() => createTraining(run, undefined, path));
// Found out before the training, not after it.
for (const option of ['out', 'weights'] as const) attempt(() => checkWritable(option, values[option]));
const bar = createProgressBar(process.stderr, run.updates);
const startedMs = performance.now();
try {
  for (const report of train(training)) {
    bar.show(report.update, `loss ${report.loss.toFixed(4)}${report.solvedAt === null ? '' : ', solved'}`);
  }
} catch (error) {
  bar.end();
  refuse((error as Error).message);
}
bar.end();

const line = `${JSON.stringify({ ...describeRun(run), ...resultOf(training, performance.now() - startedMs) })}\n`;
if (values.out) appendFileSync(values.out, line);
else process.stdout.write(line);
if (values.weights) {
  writeFileSync(values.weights, writeSafetensors(training.parameters, { run: JSON.stringify(run) }));
}

function checkWritable(option: string, file: string | undefined): void {
  if (file === undefined) return;
  try {
    appendFileSync(file, '');
  } catch (error) {
    throw new Error(`--${option} cannot be written: ${(error as Error).message}.`);
  }
}
