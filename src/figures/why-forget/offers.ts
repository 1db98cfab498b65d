/** The networks of the race that ship, gathered while the site is built. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { NetworkOffer } from './types.ts';

interface Entry {
  readonly id: string;
  readonly data: {
    readonly run: { readonly cell: CellKind; readonly hidden: number; readonly [other: string]: unknown };
    readonly accuracy: number | null;
  };
}

const names = /^race-remember-(\d+)-/;

/** Addresses by path, `/content/networks/<id>.safetensors`. */
export function offersOf(entries: readonly Entry[], addresses: Readonly<Record<string, string>>): NetworkOffer[] {
  return entries.flatMap(({ id, data: { run, accuracy } }) => {
    const lag = Number(names.exec(id)?.[1]);
    const weights = addresses[`/content/networks/${id}.safetensors`];
    if (Number.isNaN(lag)) return [];
    if (weights === undefined || accuracy === null) throw new Error(`The network ${id} does not ship.`);
    return [{ cell: run.cell, lag, hidden: run.hidden, accuracy, weights }];
  });
}
