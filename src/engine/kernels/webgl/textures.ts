/**
 * The textures of a context, kept by role and shape for the next product of the same sizes, and bounded: what was used
 * longest ago makes room.
 */

import { SIDE } from './programs.ts';

/** A matrix (rows, columns) on the way to the context. */
export interface Operand {
  readonly texture: WebGLTexture;
  /** Texels of a row. */
  readonly width: number;
}

/** A result on the way back: row 4i + j is row i of texture j. */
export interface Target {
  readonly framebuffer: WebGLFramebuffer;
  /** Where all four are gathered, row by row, before they are read. */
  readonly pixels: WebGLBuffer;
  /** Texels of a row, and rows of each texture. */
  readonly width: number;
  readonly height: number;
}

interface TextureStore {
  /** Bytes held now. */
  readonly bytes: number;
  /** What is asked for from here on is of a new product; everything older may make room for it. */
  begin(): void;
  /** The texture of an operand, zero beyond the matrix; null where it does not fit. */
  operand(role: 'left' | 'right', rows: number, columns: number): Operand | null;
  target(rows: number, columns: number): Target | null;
  dispose(): void;
}

interface Entry {
  readonly held: Operand | Target;
  readonly bytes: number;
  readonly free: () => void;
  usedIn: number;
}

/** Textures, framebuffers and buffers of at most `limitBytes` together. */
export function createTextureStore(gl: WebGL2RenderingContext, limitBytes: number): TextureStore {
  // In the order of their last use.
  const entries = new Map<string, Entry>();
  const largest: number = gl.getParameter(gl.MAX_TEXTURE_SIZE);
  let bytes = 0;
  let product = 0;

  const drop = (key: string, entry: Entry) => {
    entry.free();
    entries.delete(key);
    bytes -= entry.bytes;
  };

  const makeRoom = (wanted: number): boolean => {
    for (const [key, entry] of entries) {
      if (bytes + wanted <= limitBytes) break;
      if (entry.usedIn < product) drop(key, entry);
    }
    return bytes + wanted <= limitBytes;
  };

  const take = (key: string, wanted: number, make: () => Pick<Entry, 'held' | 'free'>): Operand | Target | null => {
    let entry = entries.get(key);
    if (!entry) {
      if (!makeRoom(wanted)) return null;
      entry = { ...make(), bytes: wanted, usedIn: product };
      bytes += wanted;
      // Asked only here: it waits for the context.
      if (gl.getError() !== gl.NO_ERROR) {
        drop(key, entry);
        return null;
      }
    }
    entry.usedIn = product;
    entries.delete(key);
    entries.set(key, entry);
    return entry.held;
  };

  return {
    get bytes() {
      return bytes;
    },
    begin: () => {
      product += 1;
    },
    operand(role, rows, columns) {
      const [width, height] = [Math.ceil(columns / SIDE), Math.ceil(rows / SIDE) * SIDE];
      if (width > largest || height > largest) return null;
      return take(`${role} ${rows} ${columns}`, width * height * 16, () => {
        const texture = createTexture(gl, width, height);
        return { held: { texture, width }, free: () => gl.deleteTexture(texture) };
      }) as Operand | null;
    },
    target(rows, columns) {
      const [width, height] = [Math.ceil(columns / SIDE), Math.ceil(rows / SIDE)];
      if (width > largest || height > largest) return null;
      // Once as textures, once as the buffer.
      return take(`target ${width} ${height}`, 2 * SIDE * width * height * 16, () => {
        const [held, textures] = createTarget(gl, width, height);
        const free = () => {
          gl.deleteFramebuffer(held.framebuffer);
          gl.deleteBuffer(held.pixels);
          for (const texture of textures) gl.deleteTexture(texture);
        };
        return { held, free };
      }) as Target | null;
    },
    dispose: () => {
      for (const [key, entry] of entries) drop(key, entry);
    },
  };
}

/** Four floats a texel, all zero. */
function createTexture(gl: WebGL2RenderingContext, width: number, height: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, width, height);
  // Floats cannot be blended between texels everywhere; a texture that asks for it would read as black.
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return texture;
}

function createTarget(gl: WebGL2RenderingContext, width: number, height: number): [Target, WebGLTexture[]] {
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  const attachments = Array.from({ length: SIDE }, (_, row) => gl.COLOR_ATTACHMENT0 + row);
  const textures = attachments.map((attachment) => {
    const texture = createTexture(gl, width, height);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, attachment, gl.TEXTURE_2D, texture, 0);
    return texture;
  });
  gl.drawBuffers(attachments);
  const pixels = gl.createBuffer();
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pixels);
  gl.bufferData(gl.PIXEL_PACK_BUFFER, SIDE * width * height * 16, gl.STREAM_READ);
  return [{ framebuffer, pixels, width, height }, textures];
}
