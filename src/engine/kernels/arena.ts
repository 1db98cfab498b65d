/**
 * The memory of the compiled kernels: one block per run, of a size fixed before it starts.
 *
 * Addresses are bytes. What is reserved is zero, stays reserved as long as the block lives, and starts on a line of 64
 * bytes. The block cannot grow: growing would cut off every typed array that looks into it.
 */

/** What the binary offers; `assembly/index.ts` says what each function does. */
export type WasmExports = Readonly<
  Record<
    | 'lstmForward'
    | 'lstmBackward'
    | 'lstmWeightGradient'
    | 'gruForward'
    | 'gruBackward'
    | 'gruWeightGradient'
    | 'rnnForward'
    | 'rnnBackward'
    | 'rnnWeightGradient'
    | 'packWeights'
    | 'packWeightsBack'
    | 'unpackGradients'
    | 'packInputs'
    | 'toPanels'
    | 'addToPanels'
    | 'fromPanels'
    | 'matmul'
    | 'adam'
    | 'tile6',
    // What says yes or no says it as 1 or 0; the others say nothing.
    (...operands: number[]) => number
  >
>;

export interface Arena {
  readonly exports: WasmExports;
  /** The whole block, four bytes a number. */
  readonly floats: Float32Array<ArrayBuffer>;
  readonly integers: Int32Array<ArrayBuffer>;
  /** The address of `bytes` fresh zeros. Throws when the block is full. */
  reserve(bytes: number): number;
  /** A typed array of `length` numbers in the block. */
  allocate(length: number): Float32Array<ArrayBuffer>;
  /** Where an array begins, or null when it lies elsewhere. */
  addressOf(data: ArrayBufferView): number | null;
}

const PAGE = 65_536;
/** The binary keeps its coefficients below this address. */
const RESERVED = 4096;

/** A block of `bytes` for the compiled binary. Throws a RangeError when the machine does not have that much. */
export function createArena(module: WebAssembly.Module, bytes: number): Arena {
  const pages = Math.ceil((bytes + RESERVED) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const imports = { env: { memory, abort: () => fail() } };
  const exports = new WebAssembly.Instance(module, imports).exports as WasmExports;
  const buffer = memory.buffer as ArrayBuffer;
  const floats = new Float32Array(buffer);
  const size = buffer.byteLength;
  let used = RESERVED;
  const reserve = (wanted: number): number => {
    const address = used;
    const end = address + roundUp(wanted);
    if (end > size) {
      throw new Error(`The block of ${size} bytes is full: ${wanted} more were asked for, ${size - used} are free`);
    }
    used = end;
    return address;
  };
  return {
    exports,
    floats,
    integers: new Int32Array(buffer),
    reserve,
    allocate: (length) => {
      const start = reserve(length * 4) / 4;
      return floats.subarray(start, start + length);
    },
    addressOf: (data) => (data.buffer === buffer ? data.byteOffset : null),
  };
}

/** Bytes that `reserve(bytes)` takes. */
export function roundUp(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

function fail(): never {
  throw new Error('The compiled kernels stopped at an impossible state');
}
