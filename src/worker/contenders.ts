/** What there is to measure on a device, and for each path that it lacks, why. */

import { type Available, findAvailable } from '../engine/kernels/choose.ts';
import type { GapReason, Renderer, SpeedPath } from './speeds.ts';

export interface Contenders {
  readonly available: Available;
  readonly missing: Readonly<Partial<Record<SpeedPath, GapReason>>>;
  readonly renderer: Renderer | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Tries binaries that arrived, null for those that did not, and a context of its own, null where there is none. */
export function findContenders(
  binaries: { readonly plain: Bytes | null; readonly relaxed: Bytes | null },
  gl: WebGL2RenderingContext | null,
  limitBytes: number,
): Contenders {
  const available = findAvailable(binaries, gl, limitBytes);
  const missing: Partial<Record<SpeedPath, GapReason>> = {};
  if (!available.plain) missing.wasm = binaries.plain ? 'noSimd' : 'noFile';
  if (!available.relaxed) missing.relaxed = binaries.relaxed ? 'noRelaxedSimd' : 'noFile';
  if (!available.webgl) missing.webgl = webglReason(gl);
  return { available, missing, renderer: gl && rendererOf(gl) };
}

function webglReason(gl: WebGL2RenderingContext | null): GapReason {
  if (!gl) return 'noWebgl';
  return gl.getExtension('EXT_color_buffer_float') ? 'wrongProduct' : 'noFloatTargets';
}

/** Programs that draw on the processor: of Chromium, of Mesa, of Windows, of macOS. */
const software = /swiftshader|llvmpipe|softpipe|basic render|software|\bwarp\b/i;

/** Browsers give the true name to an extension, or to anybody who asks, or to nobody. */
export function rendererOf(gl: WebGL2RenderingContext): Renderer {
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? '');
  return { name, isSoftware: software.test(name) };
}
