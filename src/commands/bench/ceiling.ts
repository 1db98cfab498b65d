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
  const repeat = repeater(arena.exports.tile6);
  let perTileMs = 0.001;
  const ceiling: Ceiling = (aboutMs) => {
    const count = Math.max(32, Math.round(aboutMs / perTileMs));
    const startMs = performance.now();
    repeat(count, a, 96, DEPTH / 4, w, c, c + 16, 32, 0);
    perTileMs = (performance.now() - startMs) / count;
    return perTileMs;
  };
  warmUp(ceiling);
  return ceiling;
}

/**
 * Calls a function of eight whole numbers `count` times (from 1 up) from within WASM: a call from JavaScript may cost more
 * than a tile, depending on how far its compiler has come.
 */
function repeater(call: (...operands: number[]) => void): (count: number, ...operands: number[]) => void {
  const i32 = 0x7f;
  const operands = Array.from({ length: 8 }, (_, index) => [0x20, index + 1]).flat();
  const [loop, end] = [[0x03, 0x40], [0x0b]];
  const countDownAndGoOn = [0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0];
  const body = [0, ...loop, ...operands, 0x10, 0, ...countDownAndGoOn, ...end, ...end];
  const sized = (content: number[]) => [content.length, ...content];
  const types = [2, 0x60, 8, ...Array(8).fill(i32), 0, 0x60, 9, ...Array(9).fill(i32), 0];
  // One import "f" "f" of the first type, one function "f" of the second.
  const name = [1, 0x66];
  const sections = [
    [1, ...sized(types)],
    [2, ...sized([1, ...name, ...name, 0, 0])],
    [3, ...sized([1, 1])],
    [7, ...sized([1, ...name, 0, 1])],
    [10, ...sized([1, ...sized(body)])],
  ];
  const bytes = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { f: { f: call } });
  return exports['f'] as (count: number, ...operands: number[]) => void;
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
