/** The format "conformance/1": what a case file holds. The fields are described in test/fixtures/conformance/README.md. */

export interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Row-major; "NaN", "Infinity" and "-Infinity" stand for the numbers that JSON cannot write. */
  readonly data: readonly (number | string)[];
}

export type Tensors = Readonly<Record<string, Tensor>>;

export interface Case {
  readonly name: string;
  readonly op: string;
  readonly dtype?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly inputs?: Tensors;
  readonly params?: Tensors;
  readonly outputs?: Tensors | null;
  readonly upstream?: Tensor;
  readonly loss?: Loss;
  readonly grads?: Tensors;
  readonly steps?: readonly Readonly<Record<string, unknown>>[];
  readonly expected?: readonly PrintedEntry[];
  readonly readout?: string;
  readonly tolerance?: number;
  readonly outputs_abs_tolerance?: number;
  readonly throws?: string;
}

export interface Loss {
  readonly kind: string;
  readonly tensors?: Tensors;
  readonly value: number | string;
}

/** A number as its author printed it. */
export interface PrintedEntry {
  readonly tensor: string;
  readonly index: readonly number[];
  readonly value: number;
  readonly decimals: number;
}

export interface CaseFile {
  readonly family: string;
  readonly cases: readonly Case[];
}

/** Thrown where a case asks for something the engine does not offer; its message is the reason for skipping. */
export class NotOffered extends Error {}
