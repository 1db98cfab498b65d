import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createParameters, type ParameterShape } from '../../src/engine/parameters.ts';
import {
  parametersFromTensors,
  readSafetensors,
  TensorFileError,
  writeSafetensors,
} from '../../src/exchange/safetensors.ts';

const shapes: ParameterShape[] = [
  { name: 'rnn.weight_ih_l0', shape: [4, 3] },
  { name: 'rnn.bias_ih_l0', shape: [4] },
];

function filled(values: readonly number[]) {
  const parameters = createParameters(shapes);
  parameters.data.set(values);
  return parameters;
}

/** A file with this header and `dataLength` zero bytes. */
function fileOf(header: unknown, dataLength = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

test('what is written as float64 is read back exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { minLength: 16, maxLength: 16 }), (values) => {
      const { tensors, metadata } = readSafetensors(writeSafetensors(filled(values), { run: '{}' }, 'F64'));
      expect([...parametersFromTensors(shapes, tensors).data]).toEqual(values);
      expect(metadata).toEqual({ run: '{}' });
    }),
  );
});

test('what is written as float32 is read back rounded', () => {
  const values = Array.from({ length: 16 }, (_, k) => Math.PI * k);
  const { tensors } = readSafetensors(writeSafetensors(filled(values)));
  expect([...parametersFromTensors(shapes, tensors).data]).toEqual(values.map(Math.fround));
});

test('the data begins at a multiple of eight bytes, as readers that map the file expect', () => {
  const bytes = writeSafetensors(filled(Array(16).fill(1)), { note: '长' });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(bytes.length - 8 - length).toBe(16 * 4);
  expect(readSafetensors(bytes).metadata).toEqual({ note: '长' });
});

describe('a file that does not fit is refused with a sentence', () => {
  const one = (entry: object, more: object = {}) => ({
    w: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...entry },
    ...more,
  });
  const cases: [string, Uint8Array, string][] = [
    ['empty', new Uint8Array(0), 'the file has 0 bytes'],
    ['seven bytes', new Uint8Array(7), 'the file has 7 bytes'],
    ['a header of 2^64 - 1 bytes', new Uint8Array(16).fill(255), 'the header would be 18446744073709551615 bytes long'],
    ['a header longer than the file', fileOf('{}').subarray(0, 9), 'the header would end at'],
    ['no JSON', fileOf('{oops'), 'not JSON'],
    ['no object', fileOf('[1]'), 'does not begin with {'],
    ['an unknown type', fileOf(one({ dtype: 'BF16' }), 8), 'w is of type BF16'],
    ['a fraction of a size', fileOf(one({ shape: [1.5] }), 8), 'the shape of w'],
    ['a negative size', fileOf(one({ shape: [-2] }), 8), 'the shape of w'],
    ['sizes that overflow', fileOf(one({ shape: [2, 2 ** 53 - 1] }), 8), 'should take'],
    ['a shape that does not match', fileOf(one({ shape: [3] }), 8), 'should take 12 bytes, not 8'],
    ['bytes too many', fileOf(one({}), 12), 'the tensors end at 8, the data at 12'],
    ['bytes too few', fileOf(one({}), 4), 'the tensors end at 8, the data at 4'],
    ['a hole', fileOf(one({ data_offsets: [4, 12] }), 12), 'w begins at 4, expected 0'],
    [
      'an overlap',
      fileOf(one({}, { v: { dtype: 'F32', shape: [2], data_offsets: [4, 12] } }), 12),
      'v begins at 4, expected 8',
    ],
    ['metadata that is not text', fileOf({ __metadata__: { a: 1 } }), 'its metadata is not text'],
    ['no offsets', fileOf({ w: { dtype: 'F32', shape: [1] } }), 'does not say where its data lies'],
    ['null in place of a tensor', fileOf({ w: null }), 'w is of type undefined'],
  ];
  test.each(cases)('%s', (_, bytes, reason) => {
    expect(() => readSafetensors(bytes)).toThrow(TensorFileError);
    expect(() => readSafetensors(bytes)).toThrow(reason);
  });

  test('any bytes at all are read or refused, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(TensorFileError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('a missing tensor and a wrong shape are named', () => {
  const { tensors } = readSafetensors(writeSafetensors(filled(Array(16).fill(0))));
  expect(() => parametersFromTensors([{ name: 'head.bias', shape: [2] }], tensors)).toThrow(
    'no tensor called head.bias',
  );
  expect(() => parametersFromTensors([{ name: 'rnn.bias_ih_l0', shape: [5] }], tensors)).toThrow(
    'is (4), expected (5)',
  );
});
