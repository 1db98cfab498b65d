/** The ways to compute that a command can take: those of the pages, from the binaries on disk. */
import { type ComputePath, createReferencePath, type PathName, referencePath } from '../../engine/compute.ts';
import { createWasmPath } from '../../engine/compute-wasm.ts';
import { compileBinary } from '../../engine/kernels/wasm.ts';
import { compileKernels, type KernelName, readKernel } from './kernels.ts';

export const commandPaths = ['reference', 'float32', 'wasm', 'relaxed'] as const satisfies readonly PathName[];
export type CommandPath = (typeof commandPaths)[number];

const opened = new Map<CommandPath, Promise<ComputePath>>();

/**
 * The path of this name, made once per process; what a reproducible run takes is `wasm`. Throws when this machine cannot
 * run the binary.
 */
export function openPath(name: CommandPath = 'wasm'): Promise<ComputePath> {
  const path = opened.get(name) ?? makePath(name);
  opened.set(name, path);
  return path;
}

async function makePath(name: CommandPath): Promise<ComputePath> {
  if (name === 'reference') return referencePath;
  if (name === 'float32') return createReferencePath('float32');
  const kernel: KernelName = name === 'wasm' ? 'plain' : 'relaxed';
  await compileKernels();
  const module = compileBinary(readKernel(kernel));
  if (!module) throw new Error(`This Node cannot run the ${kernel} kernels.`);
  return createWasmPath(module, name === 'relaxed');
}
