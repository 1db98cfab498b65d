/**
 * Where compiled code finds a layer's parameters and leaves their gradients: in the arena, if that is where they live,
 * else in a copy there.
 */

import type { Arena } from '../kernels/arena.ts';
import type { Parameters } from '../parameters.ts';

export interface ParameterPort {
  /** Addresses of weight_ih, weight_hh, bias_ih, bias_hh; 0 for a bias that there is not. */
  readonly addresses: readonly number[];
  /** Takes over the values as they are now. Nothing to do for what lies in the arena. */
  read(parameters: Parameters): void;
  /** Hands back what compiled code has left. */
  write(parameters: Parameters): void;
}

/** A port for the parameters of these names, two or four of them. The set decides on the first call where they lie. */
export function createParameterPort(arena: Arena, names: readonly string[]): (parameters: Parameters) => ParameterPort {
  const copies = new Map<Parameters, ParameterPort>();
  let shared: Float32Array<ArrayBuffer>[] | null = null;
  return (parameters) => {
    const known = copies.get(parameters);
    if (known) return known;
    const views = names.map((name) => parameters.get(name).data);
    const isHeld = views.every((data) => arena.addressOf(data) !== null);
    shared ??= isHeld ? null : views.map((data) => arena.allocate(data.length));
    const places = isHeld ? views : (shared as Float32Array<ArrayBuffer>[]);
    const port: ParameterPort = {
      addresses: [...places.map((data) => data.byteOffset), 0, 0].slice(0, 4),
      read: (from) => isHeld || names.forEach((name, index) => void places[index].set(from.get(name).data)),
      write: (to) => isHeld || names.forEach((name, index) => void to.get(name).data.set(places[index])),
    };
    if (isHeld) copies.set(parameters, port);
    return port;
  };
}
