/** Files with results, fetched once each. */
import type { ResultFile } from './types.ts';

export type ResultFiles = (addresses: readonly string[]) => Promise<readonly ResultFile[]>;

export function createResultFiles(): ResultFiles {
  const known = new Map<string, Promise<ResultFile>>();
  /** What could not be had is asked for again the next time. */
  const fetchOnce = (address: string) => {
    const asked = known.get(address) ?? fetchResult(address);
    known.set(address, asked);
    asked.catch(() => known.delete(address));
    return asked;
  };
  return (addresses) => Promise.all([...new Set(addresses)].map(fetchOnce));
}

async function fetchResult(address: string): Promise<ResultFile> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
