/**
 * TensorFlow.js on WebGL in Chromium: `node tfjs-page.ts <work> <folder of the peers>`. Without a graphics processor this
 * is software rendering, and says nothing about one.
 */
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserFlags, obtainBrowser } from '../../shared/browser.ts';
import { serve } from '../protocol.ts';
import { type Library, prepareTfjs, type TfjsSteps } from './tfjs-model.ts';
import { plainNumbers } from './tfjs-numbers.ts';

const { path } = await obtainBrowser();
const browser = await chromium.launch({
  executablePath: path,
  args: [...browserFlags.filter((flag) => flag !== '--disable-gpu'), '--use-angle=swiftshader'],
});
await serve(async (work, folder) => {
  const page = await browser.newPage();
  await page.addScriptTag({ path: join(folder, 'node_modules', '@tensorflow', 'tfjs', 'dist', 'tf.min.js') });
  await page.addScriptTag({ content: `window.prepareTfjs = ${prepareTfjs}` });
  const ready = await page.evaluate(
    async ({ work, numbers }) => {
      const scope = globalThis as unknown as { tf: Library; prepareTfjs: typeof prepareTfjs; step: TfjsSteps['step'] };
      if (!(await scope.tf.setBackend('webgl'))) throw new Error('tfjs has no backend webgl here');
      const { step, ...ready } = await scope.prepareTfjs(scope.tf, work, numbers, true);
      scope.step = step;
      return { ...ready, note: `tfjs ${scope.tf.version.tfjs}, WebGL by SwiftShader` };
    },
    { work, numbers: plainNumbers(work) },
  );
  const step = () => page.evaluate(() => (globalThis as unknown as { step: TfjsSteps['step'] }).step());
  return { ...ready, step, isElsewhere: true };
});
await browser.close();
