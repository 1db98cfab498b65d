/**
 * The runs of a setting as a file that another browser opens: JSON, in it the setting as a part of an address, what was
 * heard of each run, and its checkpoint in base64.
 */
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../../training/checkpoint.ts';
import type { Run } from '../../training/run.ts';
import type { Check, RunProgress } from '../shared/heard.ts';
import { readLink } from '../shared/link.ts';
import { type LabState, labFields, nearestState, runsOf } from './state.ts';
import type { KeptRuns } from './store.ts';
import { labFacts } from './tasks.ts';

const format = 'unrolled-runs';
const version = 1;

/** Why a file cannot be opened: `errors.<code>` in the dictionary. */
export class RunFileError extends Error {
  readonly code: 'notRunFile' | 'runFileVersion' | 'runFileSetting' | 'runFileDamaged';
  constructor(code: RunFileError['code']) {
    super(code);
    this.code = code;
  }
}

/** The default setting has no address of its own: it is written as the figure's name alone. */
export function writeRunFile(figure: string, { link, isStopped, runs }: KeptRuns): string {
  const written = runs.map(({ checkpoint, ...rest }) => ({
    ...rest,
    checkpoint: checkpoint && base64(encodeCheckpoint(checkpoint)),
  }));
  return `${JSON.stringify({ format, version, setting: link || `f=${figure}&v=1`, isStopped, runs: written }, null, 1)}\n`;
}

/** What the file holds, and the state of the laboratory that it belongs to. Throws a RunFileError. */
export function readRunFile(
  figure: string,
  text: string,
): { state: LabState; kept: Omit<KeptRuns, 'link' | 'savedAt'> } {
  const file = parse(text);
  if (file?.['format'] !== format) throw new RunFileError('notRunFile');
  if (file['version'] !== version) throw new RunFileError('runFileVersion');
  const reading = readLink(figure, labFields, `#${file['setting']}`);
  if (!reading?.isReadable) throw new RunFileError('runFileSetting');
  const state = nearestState(reading.state);
  const expected = runsOf(state, labFacts(state.task, state.lag).longest);
  const runs = file['runs'];
  if (!Array.isArray(runs) || runs.length !== expected.length) throw new RunFileError('runFileSetting');
  return {
    state,
    kept: { version: 1, isStopped: file['isStopped'] === true, runs: expected.map((run, k) => readRun(run, runs[k])) },
  };
}

type Plain = Readonly<Record<string, unknown>>;

function readRun(expected: Run, value: unknown): RunProgress {
  const part = asPlain(value);
  if (!part || !isSame(part['run'], expected)) throw new RunFileError('runFileSetting');
  const checkpoint = readCheckpoint(part['checkpoint'], expected);
  const until = checkpoint?.update ?? 0;
  const losses = numbers(part['losses']);
  const checks = readChecks(part['checks']);
  const isFinished = part['isFinished'] === true;
  const final = part['final'];
  const isWhole = losses.length === until && checks.every(({ update }) => update <= until);
  const isEnd = isFinished === (until === expected.updates) && isFinished === (typeof final === 'number');
  if (!isWhole || !isEnd) throw new RunFileError('runFileDamaged');
  const solvedAt = checkpoint?.solvedAt ?? null;
  return { run: expected, checkpoint, losses, checks, solvedAt, final: isFinished ? Number(final) : null, isFinished };
}

function readCheckpoint(text: unknown, expected: Run): Checkpoint | null {
  if (text === null) return null;
  try {
    const checkpoint = decodeCheckpoint(Uint8Array.from(atob(String(text)), (sign) => sign.charCodeAt(0)));
    const isSound = checkpoint.parameters.every(Number.isFinite) && checkpoint.update <= expected.updates;
    if (isSound && isSame(checkpoint.run, expected)) return checkpoint;
  } catch {
    // Said below in the reader's words.
  }
  throw new RunFileError('runFileDamaged');
}

function readChecks(value: unknown): Check[] {
  if (!Array.isArray(value)) throw new RunFileError('runFileDamaged');
  return value.map((one) => {
    const [update = 0, score = 0, loss = 0] = numbers(['update', 'score', 'loss'].map((name) => asPlain(one)?.[name]));
    return { update, score, loss };
  });
}

function numbers(value: unknown): number[] {
  const isSound = Array.isArray(value) && value.every((one) => typeof one === 'number' && Number.isFinite(one));
  if (!isSound) throw new RunFileError('runFileDamaged');
  return value;
}

function parse(text: string): Plain | null {
  try {
    return asPlain(JSON.parse(text));
  } catch {
    return null;
  }
}

function asPlain(value: unknown): Plain | null {
  return typeof value === 'object' && value !== null ? (value as Plain) : null;
}

/** Two runs made of the same parts, in whatever order. */
function isSame(a: unknown, b: Run): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)));
  return typeof a === 'object' && a !== null && sorted(a) === sorted(b);
}

/** In pieces: a call takes so many arguments and no more. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
