/** A finished bench: as data, and as text for a terminal or the README. */

import { contestants } from './contestants.ts';
import { describeMachine, type Machine } from './machine.ts';
import type { Absence, Timing } from './measure.ts';
import { renderTable, shown } from './render.ts';
import { oddCeilings, overallCeiling, type Row, rowsOf } from './rows.ts';
import { tablesOf } from './tables.ts';

interface Report {
  readonly machine: Machine;
  /** W in GFLOP/s; null where nobody timed it. */
  readonly ceiling: number | null;
  readonly rows: readonly Row[];
  /** Those other than ours, with what they run on. */
  readonly peers: readonly { readonly contestant: string; readonly note: string }[];
  /** What a contestant does otherwise, and what could not be timed or stood beside an odd W: by contestant, one reason for several works. */
  readonly remarks: readonly string[];
}

export function reportOf(
  timings: readonly Timing[],
  absences: readonly Absence[],
  machine = describeMachine(),
): Report {
  const peers = contestants.flatMap(({ name, isOurs }) => {
    const note = timings.find(({ contestant }) => contestant === name)?.ready.note;
    return isOurs || note === undefined ? [] : [{ contestant: name, note }];
  });
  const differences = timings.flatMap(({ work, contestant, ready }) =>
    ready.differs ? [{ work, contestant, reason: ready.differs }] : [],
  );
  return {
    machine,
    ceiling: overallCeiling(timings),
    rows: rowsOf(timings),
    peers,
    remarks: [
      ...gathered('differs', differences),
      ...gathered('is missing', absences),
      ...gathered('is doubtful', oddCeilings(timings)),
    ],
  };
}

/** Tables and notes in Markdown. */
export function renderReport({ machine, ceiling, rows, peers, remarks }: Report): string {
  const { cpu, cores, node, v8 } = machine;
  const limit = ceiling === null ? '' : ` W is ${shown(ceiling)} GFLOP/s.`;
  const tables = tablesOf(
    rows,
    peers.map(({ contestant }) => contestant),
  );
  const notes = [...peers.map(({ contestant, note }) => `${contestant}: ${note}.`), ...remarks];
  return [
    `${cpu}, ${cores} cores; Node ${node}, V8 ${v8}; one thread.${limit}`,
    ...tables.map(renderTable),
    ...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join('\n')] : []),
  ].join('\n\n');
}

/** "brain.js differs (LSTM..., GRU...): reason." */
function gathered(verb: string, absences: readonly Absence[]): string[] {
  const works = new Map<string, string[]>();
  for (const { work, contestant, reason } of absences) {
    const key = `${contestant}\n${reason}`;
    works.set(key, [...(works.get(key) ?? []), work.name]);
  }
  return [...works].map(([key, names]) => {
    const [contestant, reason] = key.split('\n');
    return `${contestant} ${verb} in ${names.join(', ')}: ${reason}.`;
  });
}
