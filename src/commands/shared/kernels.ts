/**
 * Compiling the kernels: AssemblyScript in src/engine/kernels/assembly becomes two binaries in src/engine/kernels/built,
 * plain SIMD and relaxed multiply-add. Nothing is done while they are newer than their sources and compiler.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.ts';

export const kernelNames = ['plain', 'relaxed'] as const;
export type KernelName = (typeof kernelNames)[number];

const source = join(root, 'src', 'engine', 'kernels', 'assembly');
const built = join(root, 'src', 'engine', 'kernels', 'built');
const hashFile = join(built, 'sources.sha256');
/** No runtime, memory handed in: the binary is functions alone. */
const options = ['-O3', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd'];
/** Sizes are 32 bits, addresses too: a warning that they would not be on another machine says nothing. */
const quiet = ['--disableWarning', '201'];

/** Compiles the binaries if they are missing or old; says whether it did. Throws with the compiler's own words. */
export async function compileKernels(): Promise<boolean> {
  const hash = sourceHash();
  const isCurrent = existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash;
  if (isCurrent && kernelNames.every((name) => existsSync(kernelFile(name)))) return false;
  mkdirSync(built, { recursive: true });
  // The compiler takes a second to load: only when there is something to compile.
  const { default: asc } = await import('assemblyscript/asc');
  for (const name of kernelNames) {
    const relaxed = name === 'relaxed' ? ['--enable', 'relaxed-simd'] : [];
    // Written whole, then named: somebody else may be reading.
    const draft = join(built, `${name}.${process.pid}.wasm`);
    const { error, stderr } = await asc.main([
      join(source, 'index.ts'),
      ...options,
      ...relaxed,
      ...quiet,
      '--outFile',
      draft,
    ]);
    if (error) throw new Error(`The kernels could not be compiled: ${error.message}\n${stderr.toString()}`);
    renameSync(draft, kernelFile(name));
  }
  writeFileSync(hashFile, hash);
  return true;
}

/** The bytes of a compiled binary. */
export function readKernel(name: KernelName): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(kernelFile(name)));
}

export function kernelFile(name: KernelName): string {
  return join(built, `${name}.wasm`);
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const files = readdirSync(source).filter((name) => name.endsWith('.ts'));
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(source, name)));
  hash.update(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json')));
  return hash.update(options.join(' ')).digest('hex');
}
