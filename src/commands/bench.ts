/**
 * `npm run bench`: how long our kernels take, what share of this machine's limit that is, and how long others take for
 * the same. Tables go to standard output, progress to standard error.
 *
 * `--only engine` leaves the others out; `--only tfjs-wasm,pytorch` and `--work lstm,matmul-256` choose some; `--webgl`
 * adds tfjs on WebGL in a browser; `--rounds N` makes it shorter or steadier; `--out FILE` writes JSON; `--readme` puts
 * the tables into README.md.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Absence, measureWork, type Timing } from './bench/measure.ts';
import { benchOptions, chooseContestants, chooseRounds, chooseWork } from './bench/options.ts';
import { withTables } from './bench/readme.ts';
import { shown } from './bench/render.ts';
import { renderReport, reportOf } from './bench/report.ts';
import { percentile } from './bench/statistics.ts';
import { attempt, readArguments, refuse } from './shared/arguments.ts';
import { compileKernels } from './shared/kernels.ts';
import { root } from './shared/project.ts';

const readmeFile = join(root, 'README.md');

const { values } = readArguments({ options: benchOptions, allowPositionals: false });
const chosen = attempt(() => chooseContestants(values.only, values.webgl));
const works = attempt(() => chooseWork(values.work)).filter((work) => chosen.some((one) => one.takesPartIn(work)));
const rounds = attempt(() => chooseRounds(values.rounds));
if (works.length === 0) refuse('None of these contestants takes part in any of this work.');
// Found out before the measurement, not after it.
if (values.readme) attempt(() => withTables(readFileSync(readmeFile, 'utf8'), ''));
const { out } = values;
if (out !== undefined) attempt(() => appendFileSync(out, ''), '--out cannot be written: ');

await compileKernels();
const timings: Timing[] = [];
const absences: Absence[] = [];
for (const [index, work] of works.entries()) {
  const taking = chosen.filter((contestant) => contestant.takesPartIn(work));
  const { timings: timed, absences: missing } = await measureWork(work, taking, rounds);
  const told = timed.map(({ contestant, wallMs }) => `${contestant} ${shown(percentile(wallMs, 0.1))} ms`);
  const gone = missing.map(({ contestant, reason }) => `no ${contestant} (${reason})`);
  console.error(`[${index + 1}/${works.length}] ${work.name}: ${[...told, ...gone].join(', ')}`);
  timings.push(...timed);
  absences.push(...missing);
}

const report = reportOf(timings, absences);
const text = renderReport(report);
console.log(text);
if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
if (values.readme) writeFileSync(readmeFile, withTables(readFileSync(readmeFile, 'utf8'), text));
// A peer may be missing; without a single timing nothing was measured.
process.exitCode = timings.length > 0 ? 0 : 1;
