/** Results and networks that ship with the page: fetched when first asked for, and read by a worker. */
import { type Run, recipe } from '../../training/run.ts';
import type { WorkerClient } from '../../worker/client.ts';
import type { CellReading, LagOffer, RaceResult, RaceTask, Readings, Width } from './types.ts';

export interface Shipped {
  readonly results: RaceResult | null;
  readonly readings: Readings;
  /** `errors.<code>` when something could not be had. */
  readonly failure: string | null;
}

interface ShippedRequest {
  readonly task: RaceTask;
  readonly offer: LagOffer;
  readonly widths: readonly Width[];
  readonly updates: number;
  readonly readSeed: number;
}

/** The results at once when they arrive, then each cell as it has been read. */
export async function fetchShipped(
  client: WorkerClient,
  request: ShippedRequest,
  start: Shipped,
  tell: (shipped: Shipped) => void,
): Promise<void> {
  let now = start;
  const add = (part: Partial<Shipped>) => {
    now = { ...now, ...part };
    tell(now);
  };
  const work = [
    ...(now.results ? [] : [fetchResults(request.offer.results).then((results) => add({ results }))]),
    ...request.widths.map((width) =>
      readCell(client, request, width).then((reading) => add({ readings: { ...now.readings, [width.cell]: reading } })),
    ),
  ];
  const outcomes = await Promise.allSettled(work);
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken) add({ failure: codeOf(broken.reason) });
}

/** The run that made what ships, or would make the same afresh. */
export function raceRun(task: RaceTask, lag: number, { cell, hidden }: Width, seed: number, updates: number): Run {
  return { ...recipe, task, lag, cell, hidden, seed, updates, stopWhenSolved: false };
}

async function readCell(client: WorkerClient, request: ShippedRequest, width: Width): Promise<CellReading> {
  const { task, offer, updates, readSeed } = request;
  const weights = new Uint8Array(await (await fetchFile(offer.weights[width.cell])).arrayBuffer());
  return client.read(raceRun(task, offer.lag, width, 1, updates), weights, readSeed);
}

async function fetchResults(address: string): Promise<RaceResult> {
  return (await fetchFile(address)).json();
}

async function fetchFile(address: string): Promise<Response> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw Object.assign(new Error(`could not fetch ${address}`), { code: 'notFetched' });
  return response;
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'unexpected';
}
