/** Page side: a WebGL2 context of a worker, what goes through it counted, and ways to break it. */
import { type ComputePath, createReferencePath } from '../../../src/engine/compute.ts';
import { createWebglPath } from '../../../src/engine/compute-webgl.ts';
import { probeWebgl, type WebglDevice } from '../../../src/engine/kernels/webgl.ts';

/** A fresh context, or null where this browser makes none. */
export function openContext(): WebGL2RenderingContext | null {
  return new OffscreenCanvas(1, 1).getContext('webgl2');
}

export interface Watched {
  readonly gl: WebGL2RenderingContext;
  readonly device: WebglDevice;
  /** Every product on the device, however small; typed arrays while it is lost. */
  readonly path: ComputePath;
  /** Products drawn since the device was proved. */
  readonly drawn: number;
  /** Loses the context in the middle of the product of this number, counted from 1. */
  loseAt(product: number): void;
  /** Resolves when the context, told to be lost, is back. */
  restore(): Promise<void>;
}

export function watchedContext(limitBytes?: number): Watched {
  const gl = openContext();
  const device = gl && probeWebgl(gl, limitBytes);
  const switches = gl?.getExtension('WEBGL_lose_context');
  if (!device || !switches) throw new Error('This browser has no WebGL2 with float32 targets');
  let drawn = 0;
  let lostAt = 0;
  const event = (name: string) =>
    new Promise((resolve) => void gl.canvas.addEventListener(name, resolve, { once: true }));
  const lost = event('webglcontextlost');
  const restored = event('webglcontextrestored');
  const draw = gl.drawArrays.bind(gl);
  gl.drawArrays = (...of) => {
    draw(...of);
    drawn += 1;
    if (drawn === lostAt) switches.loseContext();
  };
  return {
    gl,
    device,
    path: createWebglPath(device, createReferencePath('float32'), 1),
    get drawn() {
      return drawn;
    },
    loseAt: (product) => {
      lostAt = product;
    },
    restore: async () => {
      await lost;
      // It may be restored only once all listeners have heard that it was lost.
      await new Promise((resolve) => setTimeout(resolve));
      switches.restoreContext();
      await restored;
    },
  };
}

type Breakage = (gl: WebGL2RenderingContext) => void;

/** Contexts that must not be trusted, by what is wrong with them; `nothing` is one that may. */
export const breakages: Record<string, Breakage> = {
  nothing: () => {},
  'no float32 targets': (gl) => {
    gl.getExtension = () => null;
  },
  'results that are never written': (gl) => {
    gl.drawArrays = () => {};
  },
  'results that are never read': (gl) => {
    gl.getBufferSubData = () => {};
  },
  'half the digits': (gl) => {
    const read = gl.getBufferSubData.bind(gl);
    gl.getBufferSubData = (target, offset, into, ...more) => {
      read(target, offset, into, ...more);
      const numbers = into as Float32Array;
      numbers.forEach((value, index) => {
        numbers[index] = Math.round(value * 256) / 256;
      });
    };
  },
  'no programs': (gl) => {
    gl.getProgramParameter = () => false;
  },
  'a context that throws': (gl) => {
    gl.createShader = () => {
      throw new Error('broken');
    };
  },
  'no memory for textures': (gl) => {
    gl.getError = () => gl.OUT_OF_MEMORY;
  },
  'a lost context': (gl) => gl.getExtension('WEBGL_lose_context')?.loseContext(),
};
