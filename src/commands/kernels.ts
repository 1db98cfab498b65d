/** `npm run kernels`: compiles the SIMD kernels. Dev, build and test do it themselves. */
import { statSync } from 'node:fs';
import { compileKernels, kernelFile, kernelNames } from './shared/kernels.ts';

const compiled = await compileKernels();
for (const name of kernelNames) console.log(`${name}.wasm: ${statSync(kernelFile(name)).size} bytes`);
console.log(compiled ? 'Compiled.' : 'Up to date.');
