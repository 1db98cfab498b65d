/**
 * W, what one core of this machine can do in WASM at most: the register tile of the relaxed kernels, 6 rows by 8 columns
 * with an inner size of 256, over and over on operands that stay in the first cache.
 */
import { createArena, roundUp } from '../../engine/kernels/arena.ts';
import { compileBinary } from '../../engine/kernels/wasm.ts';
import { compileKernels, readKernel } from '../shared/kernels.ts';
import { median } from './statistics.ts';

const DEPTH = 256;
/** Multiplications and additions of one tile. */
export const TILE_OPERATIONS = 2 * 6 * 8 * DEPTH;

/** Warming up takes so long at least and at most. */
const SHORTEST_MS = 20;
const LONGEST_MS = 300;

/** Times tiles for about so many milliseconds; milliseconds per tile. */
export type Ceiling = (aboutMs: number) => number;

/** Null where this Node does not run the relaxed kernels. */
export async function openCeiling(): Promise<Ceiling | null> {
  await compileKernels();
  const module = compileBinary(readKernel('relaxed'));
  if (!module) return null;
  const bytes = { a: 6 * DEPTH * 4, w: DEPTH * 8 * 4, c: 6 * 8 * 4 };
  const arena = createArena(module, roundUp(bytes.a) + roundUp(bytes.w) + roundUp(bytes.c));
  const [a, w, c] = [bytes.a, bytes.w, bytes.c].map((size) => arena.reserve(size));
  // Small numbers, and none so small that processors slow down.
  arena.floats.fill(0.001, a / 4, c / 4);
  const { tile6 } = arena.exports;
  let perTileMs = 0.001;
  const ceiling: Ceiling = (aboutMs) => {
    const count = Math.max(32, Math.round(aboutMs / perTileMs));
    const startMs = performance.now();
    for (let k = 0; k < count; k += 1) tile6(a, 96, DEPTH / 4, w, c, c + 16, 32, 0);
    perTileMs = (performance.now() - startMs) / count;
    return perTileMs;
  };
  warmUp(ceiling);
  return ceiling;
}

/** Until the tile has left the first compiler, whose code takes 2.5 times as long; on a busy machine that is not at once. */
function warmUp(ceiling: Ceiling): void {
  ceiling(0);
  const baselineMs = median([ceiling(0), ceiling(0), ceiling(0)]);
  const startMs = performance.now();
  const spentMs = () => performance.now() - startMs;
  let isFast = false;
  while (spentMs() < SHORTEST_MS || (!isFast && spentMs() < LONGEST_MS)) isFast ||= ceiling(1) < baselineMs / 1.5;
}
