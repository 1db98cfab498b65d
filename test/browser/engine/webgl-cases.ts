/** Page side: what is asked of a WebGL2 context. */
import { createReferencePath } from '../../../src/engine/compute.ts';
import { referenceKernels } from '../../../src/engine/kernels/reference.ts';
import { createWebglKernels, probeWebgl } from '../../../src/engine/kernels/webgl.ts';
import type { Run } from '../../../src/training/run.ts';
import { createTraining, type Training } from '../../../src/training/trainer.ts';
import { type Agreement, compareLayer, compareProducts, layerCases } from '../../engine/shared/agreement.ts';
import { breakages, openContext, watchedContext } from './context.ts';

export const webglCases = {
  /** Which contexts are taken for a device. */
  probed: (): Record<string, boolean> =>
    Object.fromEntries(
      Object.entries(breakages).map(([name, spoil]) => {
        const gl = openContext();
        if (!gl) throw new Error('This browser has no WebGL2');
        spoil(gl);
        const device = probeWebgl(gl);
        device?.dispose();
        return [name, device !== null];
      }),
    ),

  /** Layers whose context is lost in the middle, at another product each; and how many were drawn after. */
  layersThroughLoss: (): { found: Agreement[]; drawn: number[] } => {
    const chosen = layerCases([5, 17]);
    const drawn: number[] = [];
    const found = chosen.flatMap((one, index) => {
      const context = watchedContext();
      const product = 3 + (index % 7);
      context.loseAt(product);
      const agreement = compareLayer(context.path, one);
      drawn.push(context.drawn - product);
      context.device.dispose();
      return agreement;
    });
    return { found, drawn };
  },

  /** A training that loses its context in an update and has it back some updates later; one beside it never had any. */
  trainingThroughLoss: async (run: Run): Promise<{ losses: number[]; unbroken: number[]; drawn: number[] }> => {
    const context = watchedContext();
    const training = createTraining(run, undefined, context.path);
    const losses = advance(training, run.updates / 3);
    const drawn = [context.drawn];
    context.loseAt(context.drawn + 5);
    losses.push(...advance(training, run.updates / 3));
    drawn.push(context.drawn);
    await context.restore();
    losses.push(...advance(training, run.updates / 3));
    drawn.push(context.drawn);
    const unbroken = advance(createTraining(run, undefined, createReferencePath('float32')), run.updates);
    return { losses, unbroken, drawn };
  },

  /** Products of many shapes in little memory; then without the device. */
  memory: (): { found: Agreement[]; most: number; drawn: number; left: number; drawnAfter: number } => {
    const context = watchedContext(40_000);
    let most = 0;
    const kernels = createWebglKernels(context.device, referenceKernels, 1);
    const watching = {
      ...kernels,
      multiply: (...of: Parameters<typeof kernels.multiply>) => {
        kernels.multiply(...of);
        most = Math.max(most, context.device.bytes);
      },
    };
    // The largest would need 65,536 bytes: the typed arrays do it.
    const found = compareProducts(watching, [5, 33, 64]);
    const { drawn } = context;
    context.device.dispose();
    found.push(...compareProducts(kernels, [5]));
    return { found, most, drawn, left: context.device.bytes, drawnAfter: context.drawn };
  },
};

function advance(training: Training, updates: number): number[] {
  return Array.from({ length: updates }, () => training.advance().loss);
}
