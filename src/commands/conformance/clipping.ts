/** torch_clipping: all gradients of a case together, scaled down by their total norm, or each entry cut off alone. */
import { clipByNorm, clipByValue } from '../../engine/clipping.ts';
import type { Compute } from '../../engine/compute.ts';
import { type Case, NotOffered } from './case.ts';
import type { Checks } from './checks.ts';
import { toArray, toNumber } from './tensors.ts';

interface ClippingAttributes {
  readonly max_norm: number;
  readonly norm_type: number | string;
  readonly clip_value: number;
}

export function checkClipping({ op, attributes, inputs, outputs }: Case, checks: Checks, compute: Compute): void {
  const { max_norm, norm_type, clip_value } = attributes as unknown as ClippingAttributes;
  const gradients = Object.entries(inputs ?? {}).map(([name, tensor]) => ({ name, values: toArray(tensor) }));
  const together = compute.kernels.allocate(
    gradients.reduce((sum, { values }) => sum + values.length, 0),
    compute.precision,
  );
  together.set(gradients.flatMap(({ values }) => Array.from(values)));

  const clipped = new Map<string, ArrayLike<number>>();
  if (op === 'clip_grad_norm_') {
    clipped.set('total_norm', [clipByNorm(together, max_norm, toNumber(norm_type))]);
  } else if (op === 'clip_grad_value_') {
    clipByValue(together, clip_value);
  } else {
    throw new NotOffered(`the operation ${op}`);
  }
  let from = 0;
  for (const { name, values } of gradients) {
    clipped.set(name, together.subarray(from, from + values.length));
    from += values.length;
  }
  checks.all(outputs, (name) => clipped.get(name) ?? []);
}
