/** ONNX Runtime Web in Node, on its WASM backend with one thread: `node onnxruntime.ts <work> <folder of the peers>`. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { productNumbers, recurrentNumbers } from '../numbers.ts';
import { serve } from '../protocol.ts';
import { lstmModel, productModel } from './onnx-model.ts';

await serve(async (work, folder) => {
  const ort = createRequire(join(folder, 'package.json'))('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const model = work.kind === 'matmul' ? productModel(work) : lstmModel(work);
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const feeds: Record<string, unknown> = {};
  if (work.kind === 'matmul') {
    const [left, right] = productNumbers(work);
    const shape = [work.side, work.side];
    feeds['left'] = new ort.Tensor('float32', left, shape);
    feeds['right'] = new ort.Tensor('float32', right, shape);
  } else {
    const shape = [work.steps, work.batch, work.inputSize];
    feeds['inputs'] = new ort.Tensor('float32', recurrentNumbers(work).inputs, shape);
  }
  const [output] = session.outputNames;
  const run = async () => (await session.run(feeds))[output].data as Float32Array;
  const results = [...(await run()).subarray(0, work.kind === 'matmul' ? 3 : 1)];
  return { step: async () => (await run())[0], results, note: `onnxruntime-web ${ort.env.versions.web}, wasm` };
});
