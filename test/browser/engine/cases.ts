/** Page side: what the browser tests ask of the engine. Numbers come back; the tests judge them. */
import type { CaseFile } from '../../../src/commands/conformance/case.ts';
import { openEachTime } from '../../../src/commands/conformance/open.ts';
import { type FamilyResult, runFile } from '../../../src/commands/conformance/run.ts';
import type { CellKind } from '../../../src/engine/cells/contract.ts';
import { type ComputePath, createReferencePath, type PathName } from '../../../src/engine/compute.ts';
import { createWasmPath } from '../../../src/engine/compute-wasm.ts';
import { createWebglPath } from '../../../src/engine/compute-webgl.ts';
import { createArena } from '../../../src/engine/kernels/arena.ts';
import { type Available, choose, findAvailable, measure } from '../../../src/engine/kernels/choose.ts';
import type { Kernels } from '../../../src/engine/kernels/contract.ts';
import type { Measurement } from '../../../src/engine/kernels/measure.ts';
import { referenceKernels } from '../../../src/engine/kernels/reference.ts';
import { compileBinary, createWasmKernels, matmulScratchBytes } from '../../../src/engine/kernels/wasm.ts';
import { createWebglKernels } from '../../../src/engine/kernels/webgl.ts';
import type { Run } from '../../../src/training/run.ts';
import { createTraining } from '../../../src/training/trainer.ts';
import { type Agreement, compareLayer, compareProducts, layerCases } from '../../engine/shared/agreement.ts';
import { openContext } from './context.ts';
import { webglCases } from './webgl-cases.ts';

/** Any plan: what is reproducible does not look at it. */
const plan = {
  network: { cell: 'lstm', inputSize: 2, hiddenSize: 32, outputSize: 1, bias: true },
  traces: [{ capacity: 100, batch: 32 }],
  parameterSets: 4,
} as const;

export type TestedPath = Exclude<PathName, 'reference'>;

export const cases = {
  products: async (name: TestedPath, sizes?: number[]): Promise<Agreement[]> =>
    compareProducts(await kernelsOf(name), sizes),

  layers: async (name: TestedPath, cells: readonly CellKind[], sizes?: number[]): Promise<Agreement[]> => {
    const path = await pathOf(name);
    const chosen = layerCases(sizes).filter(({ cell }) => cells.includes(cell));
    return chosen.flatMap((one) => compareLayer(path, one));
  },

  /** The verdicts on files of reference values. */
  conformance: async (name: TestedPath, files: readonly CaseFile[]): Promise<FamilyResult[]> => {
    const open = openEachTime(await pathOf(name));
    return files.map((file) => runFile(file, open));
  },

  /** Hash of the parameters' bytes after all updates of a run. */
  trained: async (name: TestedPath, run: Run): Promise<string> => {
    const training = createTraining(run, undefined, await pathOf(name));
    while (!training.isFinished) training.advance();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', training.parameters.data));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  },

  /** Which path a browser without WebAssembly is left with. */
  withoutWebAssembly: async (): Promise<{ module: unknown; path: string }> => {
    const bytes = await binary('plain');
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    const available = findAvailable({ plain: bytes, relaxed: bytes }, null);
    return { module: compileBinary(bytes), path: choose('reproducible', available, plan, null).name };
  },

  measured: async (): Promise<Measurement> => measure(await everything(), () => performance.now()),

  ...webglCases,
};
export type Cases = typeof cases;

async function everything(): Promise<Available> {
  return findAvailable({ plain: await binary('plain'), relaxed: await binary('relaxed') }, openContext());
}

async function pathOf(name: TestedPath): Promise<ComputePath> {
  const typedArrays = createReferencePath('float32');
  if (name === 'float32') return typedArrays;
  const { plain, relaxed, webgl } = await everything();
  // Every product on the device, however small.
  if (name === 'webgl') return createWebglPath(present(webgl), typedArrays, 1);
  return createWasmPath(present(name === 'wasm' ? plain : relaxed), name === 'relaxed');
}

async function kernelsOf(name: TestedPath): Promise<Kernels> {
  if (name === 'float32') return referenceKernels;
  const { plain, relaxed, webgl } = await everything();
  if (name === 'webgl') return createWebglKernels(present(webgl), referenceKernels, 1);
  const scratch = matmulScratchBytes(64) + 3 * 64 * 64 * 4 + 1024;
  const arena = createArena(present(name === 'wasm' ? plain : relaxed), 2 ** 24);
  return createWasmKernels(arena, name === 'relaxed', scratch);
}

async function binary(name: 'plain' | 'relaxed'): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(`/kernels/${name}.wasm`)).arrayBuffer());
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('This browser does not have what the test needs');
  return value;
}
