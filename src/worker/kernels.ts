/**
 * The way to compute that this browser offers: compiled kernels, or typed arrays in single precision where it has no
 * WebAssembly, no SIMD, or the file does not arrive. Never an error: a run goes on, and its messages name the path.
 */

import { type ComputePath, createReferencePath } from '../engine/compute.ts';
import { createWasmPath, DESKTOP_LIMIT, PHONE_LIMIT } from '../engine/compute-wasm.ts';
import { compileBinary } from '../engine/kernels/wasm.ts';

export async function fetchPath(url: string): Promise<ComputePath> {
  try {
    const response = await fetch(url);
    const module = response.ok ? compileBinary(new Uint8Array(await response.arrayBuffer())) : null;
    if (module) return createWasmPath(module, false, isPhone() ? PHONE_LIMIT : DESKTOP_LIMIT);
  } catch {
    // Offline, or blocked: what follows needs no file.
  }
  return createReferencePath('float32');
}

/** By the browser's own word where it gives one; else by how little memory it admits to. */
function isPhone(): boolean {
  const { userAgentData, deviceMemory } = navigator as Navigator & {
    userAgentData?: { mobile: boolean };
    deviceMemory?: number;
  };
  return userAgentData?.mobile ?? (deviceMemory !== undefined && deviceMemory <= 2);
}
