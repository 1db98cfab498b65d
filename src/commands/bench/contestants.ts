/** Who takes part, in which work, and how each is started. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../shared/project.ts';
import { installPeers } from './peers.ts';
import type { Command } from './running.ts';
import type { Work } from './work.ts';

export interface Contestant {
  readonly name: string;
  /** For tables. */
  readonly title: string;
  readonly isOurs: boolean;
  /** Takes part only when asked for by name or option. */
  readonly isOptional?: boolean;
  takesPartIn(work: Work): boolean;
  /** Throws the reason why this machine cannot have it. */
  command(work: Work): Command;
}

const growing = ({ group }: Work) => group === 'steps' || group === 'batch';
const everything = (work: Work) => !growing(work);

export const contestants: readonly Contestant[] = [
  {
    name: 'relaxed',
    title: 'ours, relaxed',
    isOurs: true,
    takesPartIn: () => true,
    command: (work) => script('engine', work, 'relaxed'),
  },
  {
    name: 'wasm',
    title: 'ours, plain',
    isOurs: true,
    takesPartIn: everything,
    command: (work) => script('engine', work, 'wasm'),
  },
  peer('tfjs-wasm', everything, (work) => script('tfjs', work, 'wasm', installPeers())),
  peer('tfjs-cpu', everything, (work) => script('tfjs', work, 'cpu', installPeers())),
  {
    ...peer('tfjs-webgl', everything, (work) => script('tfjs-page', work, installPeers())),
    isOptional: true,
  },
  peer(
    'brain.js',
    (work) => everything(work) && work.kind === 'training',
    (work) => script('brain', work, installPeers()),
  ),
  peer(
    'onnxruntime-web',
    (work) => everything(work) && work.kind !== 'training',
    (work) => script('onnxruntime', work, installPeers()),
  ),
  peer('pytorch', everything, (work) => torch(work)),
  // Only where gradients fade so far that the processor slows down.
  peer(
    'pytorch-flush',
    ({ name }) => name === 'lstm-h64-t400-b16',
    (work) => torch(work, 'flush'),
  ),
];

function peer(name: string, takesPartIn: Contestant['takesPartIn'], command: Contestant['command']): Contestant {
  return { name, title: name, isOurs: false, takesPartIn, command };
}

const folder = join(import.meta.dirname, 'contestants');

function script(name: string, work: Work, ...more: string[]): Command {
  return {
    program: process.execPath,
    args: [join(folder, `${name}.ts`), JSON.stringify(work), ...more],
    // Half a second less for each process.
    env: { NODE_COMPILE_CACHE: join(root, '.cache', 'bench', 'compiled') },
  };
}

function torch(work: Work, ...more: string[]): Command {
  return {
    program: findPython(),
    args: [join(folder, 'pytorch.py'), JSON.stringify(work), ...more],
    env: { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', ...openblasKernels() },
  };
}

let python: string | null | undefined;

/** The first python3 of the PATH that has torch. */
function findPython(): string {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, 'python3'));
  python ??=
    [...new Set(places)].filter(existsSync).find((one) => spawnSync(one, ['-c', 'import torch']).status === 0) ?? null;
  if (python === null) {
    throw new Error('no python3 here has torch (Debian: apt-get install python3-torch libopenblas0-pthread)');
  }
  return python;
}

/** OpenBLAS 0.3.21 does not know newer processors and takes kernels of 2004 on them: it is told what the processor has. */
function openblasKernels(): Record<string, string> {
  const { OPENBLAS_CORETYPE: asked } = process.env;
  if (asked) return { OPENBLAS_CORETYPE: asked };
  const flags = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  if (/\bavx512_bf16\b/.test(flags)) return { OPENBLAS_CORETYPE: 'Cooperlake' };
  return /\bavx512f\b/.test(flags) ? { OPENBLAS_CORETYPE: 'SkylakeX' } : {};
}
