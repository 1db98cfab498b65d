/** Browser side of `--path webgl`: one case file in, its verdicts out. Every product is the device's, however small. */
import { createReferencePath } from '../../engine/compute.ts';
import { createWebglPath } from '../../engine/compute-webgl.ts';
import { probeWebgl } from '../../engine/kernels/webgl.ts';
import type { CaseFile } from './case.ts';
import { openEachTime } from './open.ts';
import { runFile } from './run.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data: file }: MessageEvent<CaseFile>) => {
  try {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    const device = gl && probeWebgl(gl);
    if (!device) throw new Error('This browser has no WebGL2 with float32 targets');
    const path = createWebglPath(device, createReferencePath('float32'), 1);
    scope.postMessage({ result: runFile(file, openEachTime(path)) });
  } catch (error) {
    scope.postMessage({ failure: (error as Error).message });
  }
};
