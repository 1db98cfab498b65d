/** Settings of the sweeps that ship with the book: packed for a page's props, and what came of each seed. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Run, recipe } from '../../training/run.ts';

/** As content/results/sweeps has it. Seeds are 1, 2, 3 and so on. */
export interface SweepSetting {
  readonly task: string;
  readonly cell: CellKind;
  readonly lag: number;
  readonly hidden: number;
  readonly init: 'default' | 'chrono' | 'constant' | 'identity';
  readonly gateBias?: number | undefined;
  /** Of chrono, where it is not from 2 steps to the longest sequence. */
  readonly holds?: readonly [shortest: number, longest: number] | undefined;
  readonly variant?: string | undefined;
  /** The recipe's when absent. */
  readonly learningRate?: number | undefined;
  /** Most updates of a run. */
  readonly budget: number;
  /** Update of the first of two passed checks in a row, by seed; null for a seed that did not solve it. */
  readonly solvedAt: readonly (number | null)[];
}

/** The outcomes as text, `120 90 - 140`: a list of numbers takes several times the room among a page's props. */
export type PackedSetting = Omit<SweepSetting, 'solvedAt'> & { readonly solvedAt: string };

export function pack(setting: SweepSetting): PackedSetting {
  return { ...setting, solvedAt: setting.solvedAt.map((update) => update ?? '-').join(' ') };
}

export function unpack(setting: PackedSetting): SweepSetting {
  const solvedAt = setting.solvedAt.split(' ').map((update) => (update === '-' ? null : Number(update)));
  return { ...setting, solvedAt };
}

/** In rising order, one for each seed that solved it. */
export function solvedOf({ solvedAt }: Pick<SweepSetting, 'solvedAt'>): number[] {
  return solvedAt.filter((update) => update !== null).sort((a, b) => a - b);
}

/** The run that a seed of a setting was, as the command line made it. */
export function runOf(setting: SweepSetting, seed: number, base: typeof recipe): Run {
  const { task, cell, lag, hidden, init, gateBias, holds, variant, learningRate, budget } = setting;
  return {
    ...base,
    task: task as Run['task'],
    cell,
    lag,
    hidden,
    init,
    ...(gateBias === undefined ? {} : { gateBias }),
    ...(holds === undefined ? {} : { holds }),
    ...(variant === undefined ? {} : { variant: variant as NonNullable<Run['variant']> }),
    ...(learningRate === undefined ? {} : { learningRate }),
    seed,
    updates: budget,
  };
}

/** The laboratory's part of an address for runs of a setting, from `seed` on. */
export function labLink(setting: SweepSetting, seed: number, seeds = 1): string {
  const { task, cell, lag, hidden, init, gateBias, holds, variant, learningRate, budget } = setting;
  const network = [`cells=${variant ?? cell}`, `units=${hidden}`, 'width=same'];
  // A cell without gates has no biases to choose; the ReLU's identity is its usual beginning there.
  const biases = [
    `bias=${init === 'identity' ? 'default' : init}`,
    ...(gateBias === undefined ? [] : [`b=${gateBias}`]),
    ...(holds === undefined ? [] : [`from=${holds[0]}`, `to=${holds[1]}`]),
  ];
  const fields = [
    `task=${task}`,
    `lag=${lag}`,
    ...biases,
    ...network,
    `updates=${budget}`,
    ...(learningRate === undefined ? [] : [`rate=${learningRate}`]),
  ];
  return ['f=lab', 'v=1', ...fields, `seed=${seed}`, `seeds=${seeds}`].join('&');
}

const columns = [
  'task',
  'cell',
  'variant',
  'lag',
  'units',
  'biases',
  'gate_bias',
  'seed',
  'updates',
  'solved_at',
] as const;

/** The runs of settings as a file, a line each. */
export function settingsCsv(settings: readonly SweepSetting[]): string {
  const lines = settings.flatMap(({ task, cell, variant, lag, hidden, init, gateBias, budget, solvedAt }) =>
    solvedAt.map((update, k) =>
      [task, cell, variant ?? '', lag, hidden, init, gateBias ?? '', k + 1, budget, update ?? ''].join(','),
    ),
  );
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Everything, with the commands that make it again. */
export function settingsJson(settings: readonly SweepSetting[], commands: readonly string[]): string {
  return `${JSON.stringify({ commands, settings }, null, 1)}\n`;
}
