/**
 * All that a training needs to go on, bit for bit: weights, the optimiser's memory, the state of the random numbers,
 * counters. Plain data, so that it can be posted to a page and stored; and as bytes, so that it can be a file.
 */

import type { RandomState } from '../engine/random.ts';
import type { Run } from './run.ts';

export interface Checkpoint {
  readonly version: 1;
  readonly run: Run;
  readonly update: number;
  /** Update at which the first of two passed checks fell; null while unsolved. */
  readonly solvedAt: number | null;
  /** Whether the last check passed. */
  readonly lastCheckPassed: boolean;
  readonly random: RandomState;
  readonly optimizerUpdates: number;
  readonly powers: readonly number[];
  readonly parameters: Float64Array;
  readonly slots: readonly Float64Array[];
}

/** One JSON line of everything but the arrays, its length before it (4 bytes), then the arrays as little-endian float64. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { parameters, slots, ...rest } = checkpoint;
  const header = new TextEncoder().encode(JSON.stringify({ ...rest, length: parameters.length, slots: slots.length }));
  const bytes = new Uint8Array(4 + header.length + 8 * parameters.length * (1 + slots.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, 4);
  let offset = 4 + header.length;
  for (const array of [parameters, ...slots]) {
    for (const value of array) {
      view.setFloat64(offset, value, true);
      offset += 8;
    }
  }
  return bytes;
}

/** The checkpoint in these bytes. Throws a sentence when they are not one. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint32(0, true) > bytes.length - 4) {
    throw new Error(`This is no checkpoint: it has ${bytes.length} bytes, and its header would be longer`);
  }
  const headerLength = view.getUint32(0, true);
  const { length, slots, ...rest } = readHeader(bytes.subarray(4, 4 + headerLength));
  const expected = 4 + headerLength + 8 * length * (1 + slots);
  if (bytes.length !== expected)
    throw new Error(`This checkpoint should have ${expected} bytes, it has ${bytes.length}`);
  const arrays = Array.from({ length: 1 + slots }, (_, index) =>
    Float64Array.from({ length }, (__, k) => view.getFloat64(4 + headerLength + 8 * (index * length + k), true)),
  );
  return { ...rest, parameters: arrays[0], slots: arrays.slice(1) };
}

type Header = Omit<Checkpoint, 'parameters' | 'slots'> & { length: number; slots: number };

function readHeader(bytes: Uint8Array): Header {
  const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof header !== 'object' || header === null || !('version' in header) || header.version !== 1) {
    throw new Error('This checkpoint was written by another version; version 1 was expected');
  }
  return header as Header;
}
