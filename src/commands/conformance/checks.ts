/**
 * What is compared in one case, and how far off it was.
 *
 * With m = max(1, largest finite expected entry) a tensor passes when every entry is within tolerance * m, NaN stands
 * where NaN is expected and an infinity where the same infinity is.
 */
import type { Tensor, Tensors } from './case.ts';
import { toArray } from './tensors.ts';

export class Checks {
  readonly problems: string[] = [];
  count = 0;
  /** Largest difference over m. */
  largest = 0;
  /** The same over the tolerance: 1 is just allowed. */
  share = 0;
  readonly tolerance: number;

  /** Differences up to this share of a tensor's largest entry pass. */
  constructor(tolerance: number) {
    this.tolerance = tolerance;
  }

  /** Every tensor of the set against the values that `got` gives for its name. */
  all(expected: Tensors | null | undefined, got: (name: string) => ArrayLike<number>, absolute = Infinity): void {
    for (const [name, tensor] of Object.entries(expected ?? {})) this.tensor(name, got(name), tensor, absolute);
  }

  /** `absolute` also bounds the plain difference. */
  tensor(what: string, got: ArrayLike<number>, expected: Tensor, absolute = Infinity): void {
    this.count += 1;
    const want = toArray(expected);
    if (got.length !== want.length) {
      this.problems.push(`${what}: ${got.length} entries, expected ${want.length}`);
      return;
    }
    const scale = want.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 1);
    const bound = Math.min(this.tolerance * scale, absolute);
    want.forEach((value, k) => {
      const difference = distance(got[k], value);
      this.#record(`${what}[${k}]`, got[k], value, difference / scale, difference, bound);
    });
  }

  /** One number within a plain bound. */
  within(what: string, got: number, want: number, bound: number): void {
    this.count += 1;
    const difference = distance(got, want);
    this.#record(what, got, want, difference, difference, bound);
  }

  /** The engine must refuse this with this sentence. */
  refuses(what: string, attempt: () => void, sentence: string): void {
    this.count += 1;
    try {
      attempt();
    } catch (error) {
      if ((error as Error).message !== sentence) this.problems.push(`${what} was refused with: ${error}`);
      return;
    }
    this.problems.push(`${what} was accepted`);
  }

  #record(what: string, got: number, want: number, relative: number, difference: number, bound: number): void {
    this.largest = Math.max(this.largest, relative);
    this.share = Math.max(this.share, difference === 0 ? 0 : difference / bound);
    if (!(difference <= bound)) this.problems.push(`${what} is ${got}, expected ${want}`);
  }
}

/** 0 for equal numbers, NaN and infinities included; Infinity where only one of the two is a finite number. */
function distance(got: number, want: number): number {
  if (Object.is(got, want) || got === want) return 0;
  const difference = Math.abs(got - want);
  return Number.isNaN(difference) ? Infinity : difference;
}
