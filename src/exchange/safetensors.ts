/**
 * The safetensors format: a header in JSON that says where each tensor lies, then the numbers, nothing to execute.
 *
 * Layout: 8 bytes length of the header (little-endian), the header, the data. Read here: float32 and float64. Whatever
 * does not fit exactly (a hole, an overlap, a byte too many) is refused with a sentence.
 *
 * Source: the format as documented by its authors, `github.com/huggingface/safetensors`.
 */

import { createParameters, type ParameterShape, type Parameters } from '../engine/parameters.ts';

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Free text under free names. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that cannot be read; `code` and `values` make the reader's sentence, the message is for developers. */
export class TensorFileError extends Error {
  readonly code: 'tensorFileUnreadable' | 'tensorFileMismatch';
  readonly values: { readonly reason: string };
  constructor(code: TensorFileError['code'], reason: string) {
    super(`safetensors: ${reason}`);
    this.name = 'TensorFileError';
    this.code = code;
    this.values = { reason };
  }
}

const BYTES = { F32: 4, F64: 8 } as const;
const MAX_HEADER = 1 << 20;
type Entry = { name: string; dtype: keyof typeof BYTES; shape: number[]; start: number; end: number };

/** The tensors in these bytes, as float64. Throws TensorFileError. */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const { header, dataStart } = readHeader(bytes);
  const metadata: Record<string, string> = {};
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') Object.assign(metadata, readMetadata(value));
    else entries.push(readEntry(name, value));
  }
  checkLayout(entries, bytes.length - dataStart);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tensors = new Map<string, Tensor>();
  for (const { name, dtype, shape, start, end } of entries) {
    const size = BYTES[dtype];
    const read = (k: number) => {
      const at = dataStart + start + size * k;
      return dtype === 'F32' ? view.getFloat32(at, true) : view.getFloat64(at, true);
    };
    tensors.set(name, { shape, data: Float64Array.from({ length: (end - start) / size }, (_, k) => read(k)) });
  }
  return { tensors, metadata };
}

/** The bytes of a file with these parameters, as float32 unless said otherwise. */
export function writeSafetensors(
  parameters: Parameters,
  metadata: Readonly<Record<string, string>> = {},
  dtype: keyof typeof BYTES = 'F32',
): Uint8Array<ArrayBuffer> {
  const size = BYTES[dtype];
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, shape } of parameters.shapes) {
    const end = offset + size * parameters.get(name).data.length;
    header[name] = { dtype, shape, data_offsets: [offset, end] };
    offset = end;
  }
  // The header is padded with spaces so that the data begins at a multiple of 8.
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const bytes = new Uint8Array(8 + text.length + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  parameters.data.forEach((value, k) => {
    const at = 8 + text.length + size * k;
    if (dtype === 'F32') view.setFloat32(at, value, true);
    else view.setFloat64(at, value, true);
  });
  return bytes;
}

/** Parameters of exactly these shapes, filled from a file. Throws TensorFileError when a name or a shape is not there. */
export function parametersFromTensors(
  shapes: readonly ParameterShape[],
  tensors: ReadonlyMap<string, Tensor>,
): Parameters {
  const parameters = createParameters(shapes);
  for (const { name, shape } of shapes) {
    const tensor = tensors.get(name);
    if (!tensor) throw new TensorFileError('tensorFileMismatch', `there is no tensor called ${name}`);
    if (tensor.shape.join() !== shape.join()) {
      throw new TensorFileError('tensorFileMismatch', `${name} is (${tensor.shape}), expected (${shape})`);
    }
    parameters.get(name).data.set(tensor.data);
  }
  return parameters;
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < 8) throw unreadable(`the file has ${bytes.length} bytes, at least 8 were expected`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER)) throw unreadable(`the header would be ${length} bytes long`);
  const dataStart = 8 + Number(length);
  if (dataStart > bytes.length)
    throw unreadable(`the header would end at ${dataStart}, the file has ${bytes.length} bytes`);
  if (bytes[8] !== '{'.charCodeAt(0)) throw unreadable('the header does not begin with {');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, dataStart)));
  } catch {
    throw unreadable('the header is not JSON in UTF-8');
  }
  return { header: header as Record<string, unknown>, dataStart };
}

function readMetadata(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : null;
  if (!entries?.every(([, text]) => typeof text === 'string')) throw unreadable('its metadata is not text under names');
  return Object.fromEntries(entries) as Record<string, string>;
}

function readEntry(name: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (dtype !== 'F32' && dtype !== 'F64') throw unreadable(`${name} is of type ${String(dtype)}; F32 and F64 are read`);
  if (!isSizes(shape)) throw unreadable(`the shape of ${name} is not a list of sizes`);
  if (!isSizes(offsets) || offsets.length !== 2) throw unreadable(`${name} does not say where its data lies`);
  const [start, end] = offsets;
  const count = shape.reduce((product, size) => product * size, 1);
  if (end - start !== count * BYTES[dtype]) {
    throw unreadable(`${name} of shape (${shape}) should take ${count * BYTES[dtype]} bytes, not ${end - start}`);
  }
  return { name, dtype, shape, start, end };
}

/** Tensors must follow one another without hole or overlap and end with the file. */
function checkLayout(entries: readonly Entry[], dataLength: number): void {
  let expected = 0;
  for (const { name, start, end } of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== expected) throw unreadable(`${name} begins at ${start}, expected ${expected}`);
    expected = end;
  }
  if (expected !== dataLength) throw unreadable(`the tensors end at ${expected}, the data at ${dataLength}`);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function unreadable(reason: string): TensorFileError {
  return new TensorFileError('tensorFileUnreadable', reason);
}
