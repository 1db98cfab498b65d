/** What ships, gathered while the site is built: for each task its lags, the addresses of their files, what they came to. */
import type { CellKind } from '../../engine/cells/contract.ts';
import { factsOf } from './facts.ts';
import { taskFacts } from './tasks.ts';
import type { DefaultBiases, RaceResult, RaceTask, Size, TaskOffer, Width } from './types.ts';

interface Entry {
  readonly results: RaceResult;
  readonly widths: Readonly<Record<Size, readonly Width[]>>;
}

/** Addresses by path in the project. */
interface Assets {
  readonly results: Readonly<Record<string, string>>;
  readonly weights: Readonly<Record<string, string>>;
}

const cells: readonly CellKind[] = ['rnn', 'gru', 'lstm'];

export function collectOffers(
  tasks: readonly RaceTask[],
  entries: readonly Entry[],
  assets: Assets,
  defaultBiases: RaceResult | null,
): { offers: TaskOffer[]; biases: DefaultBiases | null } {
  const offers = tasks.flatMap((task) => {
    const own = entries.filter(({ results }) => results.task === task);
    const [first] = own;
    if (!first) return [];
    const lags = own.map(({ results }) => ({
      lag: results.lag,
      results: addressOf(assets.results, `/content/results/race/${task}-${results.lag}.json`),
      weights: Object.fromEntries(
        cells.map((cell) => [
          cell,
          addressOf(assets.weights, `/content/networks/race-${task}-${results.lag}-${cell}.safetensors`),
        ]),
      ) as Record<CellKind, string>,
      facts: factsOf(results.cells, taskFacts(task, results.lag)),
    }));
    return [{ task, lags, widths: first.widths, updates: first.results.updates }];
  });
  const biases = defaultBiases && {
    lag: defaultBiases.lag,
    updates: defaultBiases.updates,
    facts: factsOf(defaultBiases.cells, taskFacts(defaultBiases.task, defaultBiases.lag)),
  };
  return { offers, biases };
}

function addressOf(addresses: Readonly<Record<string, string>>, path: string): string {
  const address = addresses[path];
  if (address === undefined) throw new Error(`${path} does not ship: run "npm run networks"`);
  return address;
}
