/** Before any test: the compiled kernels, made if they are missing or old. */
import { compileKernels } from '../src/commands/shared/kernels.ts';

export default async function setup(): Promise<void> {
  await compileKernels();
}
