/** The tables of a report: our own kernels, the others, and how the cost grows. */
import { percent, shown, shownBytes, type Table } from './render.ts';
import type { Row } from './rows.ts';
import { allWork, title, type Work } from './work.ts';

/** Only tables with something in them, in the order of the works. */
export function tablesOf(rows: readonly Row[], peers: readonly string[]): Table[] {
  const measured = allWork.filter(({ name }) => rows.some((row) => row.work === name));
  const row = (work: Work, contestant: string) =>
    rows.find((one) => one.work === work.name && one.contestant === contestant);
  const isGrowing = ({ group }: Work) => group === 'steps' || group === 'batch';
  const fixed = measured.filter((work) => !isGrowing(work));
  const present = peers.filter((peer) => rows.some(({ contestant }) => contestant === peer));
  const ours = fixed.filter((work) => row(work, 'relaxed') ?? row(work, 'wasm'));
  const tables: Table[] = [
    {
      title: 'One step of ours: tenth percentile, and share of W',
      head: ['Work', 'relaxed ms', 'GFLOP/s', 'of W', 'plain ms', 'GFLOP/s', 'of W', 'plain / relaxed', 'Memory'],
      rows: ours.map((work) => {
        const [relaxed, plain] = [row(work, 'relaxed'), row(work, 'wasm')];
        const ratio = relaxed && plain ? shown(plain.p10Ms / relaxed.p10Ms) : '–';
        const memory = shownBytes((relaxed ?? plain)?.stepBytes ?? null);
        return [title(work), ...speedCells(relaxed), ...speedCells(plain), ratio, memory];
      }),
    },
    {
      title: 'Others: how many times the processor time of ours (relaxed), and tenth percentile of a step in ms',
      head: ['Work', ...present],
      rows:
        present.length > 0
          ? fixed.map((work) => [title(work), ...present.map((peer) => peerCell(row(work, peer)))])
          : [],
    },
    growth('More steps', 'steps', measured, row),
    growth('More rows', 'batch', measured, row),
  ];
  return tables.filter((table) => table.rows.length > 0);
}

function speedCells(row: Row | undefined): string[] {
  return row ? [shown(row.p10Ms), shown(row.gflops), percent(row.shareOfCeiling)] : ['–', '–', '–'];
}

function peerCell(row: Row | undefined): string {
  if (!row) return '–';
  const ratio = row.ratioToOurs === null ? '–' : `${shown(row.ratioToOurs)}x`;
  return `${ratio} (${shown(row.p10Ms)})`;
}

/** The works of a growing group and the one that both have, by what grows. */
function growth(
  words: string,
  grows: 'steps' | 'batch',
  measured: readonly Work[],
  row: (work: Work, contestant: string) => Row | undefined,
): Table {
  const ofGroup = measured.filter(({ group }) => group === grows);
  const common = measured.filter(({ name }) => name === 'lstm-h32-t100-b32');
  const size = (work: Work) => (work.kind === 'matmul' ? 0 : work[grows]);
  const works = ofGroup.length > 0 ? [...ofGroup, ...common].sort((a, b) => size(a) - size(b)) : [];
  return {
    title: `${words}: LSTM H32, relaxed`,
    head: ['Work', 'ms', `us per step and row`, 'of W', 'Memory'],
    rows: works.flatMap((work) => {
      const one = row(work, 'relaxed');
      if (!one || work.kind === 'matmul') return [];
      const perStepAndRow = (1000 * one.p10Ms) / (work.steps * work.batch);
      return [
        [title(work), shown(one.p10Ms), shown(perStepAndRow), percent(one.shareOfCeiling), shownBytes(one.stepBytes)],
      ];
    }),
  };
}
