/** torch_clipping: all gradients of a case together, scaled down by their total norm. */
import { clipByNorm } from '../../engine/clipping.ts';
import { type Case, NotOffered, toArray } from './case.ts';
import type { Checks } from './checks.ts';

interface ClippingAttributes {
  readonly max_norm: number;
  readonly norm_type: number | string;
}

export function checkClipping({ op, attributes, inputs, outputs }: Case, checks: Checks): void {
  if (op !== 'clip_grad_norm_') throw new NotOffered('clipping by value');
  const { max_norm, norm_type } = attributes as unknown as ClippingAttributes;
  if (norm_type !== 2) throw new NotOffered('clipping by another norm than 2');
  const gradients = Object.entries(inputs ?? {}).map(([name, tensor]) => ({ name, values: toArray(tensor) }));
  const together = Float64Array.from(gradients.flatMap(({ values }) => Array.from(values)));
  const totalNorm = clipByNorm(together, max_norm);

  const clipped = new Map<string, ArrayLike<number>>([['total_norm', [totalNorm]]]);
  let from = 0;
  for (const { name, values } of gradients) {
    clipped.set(name, together.subarray(from, from + values.length));
    from += values.length;
  }
  checks.all(outputs, (name) => clipped.get(name) ?? []);
}
