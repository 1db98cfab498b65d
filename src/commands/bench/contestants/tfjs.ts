/** TensorFlow.js in Node: `node tfjs.ts <work> cpu|wasm <folder of the peers>`. One thread on either backend. */
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { serve } from '../protocol.ts';
import { prepareTfjs } from './tfjs-model.ts';
import { plainNumbers } from './tfjs-numbers.ts';

await serve(async (work, backend, folder) => {
  const require = createRequire(join(folder, 'package.json'));
  const tf = require('@tensorflow/tfjs');
  if (backend === 'wasm') {
    const wasm = require('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
    wasm.setThreadsCount(1);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend ${backend} here`);
  await tf.ready();
  return { ...(await prepareTfjs(tf, work, plainNumbers(work), false)), note: `tfjs ${tf.version.tfjs}, ${backend}` };
});
