/**
 * What this browser can compute with: fetched, tried and, for a run that wants speed alone, measured, each when first
 * needed. Never an error: where WebAssembly, SIMD or a file is missing, a run goes on without, and its messages name the
 * way it took.
 */

import { get, set } from 'idb-keyval';
import { DESKTOP_LIMIT, PHONE_LIMIT } from '../engine/compute-wasm.ts';
import plainUrl from '../engine/kernels/built/plain.wasm?url&no-inline';
import relaxedUrl from '../engine/kernels/built/relaxed.wasm?url&no-inline';
import { type Available, choose, findAvailable, measure, type Numerics } from '../engine/kernels/choose.ts';
import { MEASUREMENT_VERSION, type Measurement } from '../engine/kernels/measure.ts';
import type { Way } from '../training/trainer.ts';
import { type Contenders, findContenders } from './contenders.ts';
import { keepFound } from './keep.ts';

const MEASUREMENT_KEY = 'unrolled-measurement';

/** How a run with these numerics is computed here. */
export const findWay: (numerics: Numerics) => Promise<Way> = keepFound((numerics) =>
  numerics === 'fastest' ? findFastest() : findReproducible(),
);

/** All there is to measure here, each time with a context of its own. */
export async function contendersHere(): Promise<Contenders> {
  const [plain, relaxed] = await Promise.all([fetchBytes(plainUrl), fetchBytes(relaxedUrl)]);
  return findContenders({ plain, relaxed }, openContext(), limitBytes());
}

async function findReproducible(): Promise<Way> {
  const available = findAvailable({ plain: await fetchBytes(plainUrl), relaxed: null }, null, limitBytes());
  return (plan) => choose('reproducible', available, plan, null);
}

async function findFastest(): Promise<Way> {
  const [plain, relaxed] = await Promise.all([fetchBytes(plainUrl), fetchBytes(relaxedUrl)]);
  const available = findAvailable({ plain, relaxed }, openContext(), limitBytes());
  const measured = available.webgl ? await measurementOf(available) : null;
  return (plan) => choose('fastest', available, plan, measured);
}

/** What was measured on an earlier visit, as long as it says something; else measured now and kept. */
async function measurementOf(available: Available): Promise<Measurement> {
  const kept = await get<Measurement>(MEASUREMENT_KEY).catch(() => undefined);
  if (kept?.version === MEASUREMENT_VERSION) return kept;
  const measurement = measure(available, () => performance.now());
  // A browser that keeps nothing measures again next time.
  await set(MEASUREMENT_KEY, measurement).catch(() => undefined);
  return measurement;
}

async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(url);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null; // offline, or blocked
  }
}

function openContext(): WebGL2RenderingContext | null {
  try {
    return new OffscreenCanvas(1, 1).getContext('webgl2');
  } catch {
    return null;
  }
}

/** By the browser's own word where it gives one; else by how little memory it admits to. */
function limitBytes(): number {
  const { userAgentData, deviceMemory } = navigator as Navigator & {
    userAgentData?: { mobile: boolean };
    deviceMemory?: number;
  };
  const isPhone = userAgentData?.mobile ?? (deviceMemory !== undefined && deviceMemory <= 2);
  return isPhone ? PHONE_LIMIT : DESKTOP_LIMIT;
}
