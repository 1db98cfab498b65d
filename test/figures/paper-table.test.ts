/** The paper's table: what it sets beside each other, and where its rows lead. */
import { expect, test } from 'vitest';
import { loadSweeps } from '../../src/build/sweeps.ts';
import { labFields, runsOf } from '../../src/figures/laboratory/state.ts';
import { collectRows } from '../../src/figures/paper-table/collect.ts';
import type { PaperRow, PaperRowName } from '../../src/figures/paper-table/types.ts';
import { measuredText, paperCsv, reportedText } from '../../src/figures/paper-table/words.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import { originalPlan } from '../../src/worker/original-plan.ts';

const texts = slice('en', 'figures.paper-table');
const latch = { task: 'latch-3a', lag: 100, init: 'chrono', cell: 'lstm', hidden: 16, budget: 300 } as const;
const rows = collectRows({
  settings: loadSweeps().flatMap(({ settings }) => settings),
  latch: { ...latch, solvedAt: [60, null, 40] },
  original: ['learned after 30000 sequences, 2 of 2560 wrong', 'not learned by 60000', 'learned after 18704 sequences'],
});
const row = (name: PaperRowName) => rows.find((one) => one.name === name) as PaperRow;

test('sets what is reported beside what was measured, by seeds, in the paper’s count and in ours', () => {
  expect(reportedText(texts, row('adding'))).toBe('74,000 sequences, 1 of 2,560 wrong');
  expect(reportedText(texts, row('reber-elman'))).toBe('not solved by 200,000 sequences');
  expect(measuredText(texts, row('latch-3a'), 'updates')).toBe('2 of 3 seeds; median 40, from 40 to 60');
  expect(measuredText(texts, row('latch-3a'), 'sequences')).toBe('2 of 3 seeds; median 1,280, from 1,280 to 1,920');
  for (const { measured } of rows) expect(measured.seeds).toBeGreaterThan(0);
  // The network of 1997 is updated after every sequence.
  for (const count of ['sequences', 'updates'] as const) {
    expect(measuredText(texts, row('original-6a'), count)).toMatch(
      /^2 of 3 seeds; median 18,704, from 18,704 to 30,000$/,
    );
  }
  const none = { ...row('adding'), measured: { seeds: 5, updates: [], batch: 32, budget: 500 } };
  expect(measuredText(texts, none, 'sequences')).toBe('0 of 5 seeds by 16,000');
});

test('reports of the network of 1997 what its own figure reports', () => {
  const { sequences, wrong } = row('original-6a').reported;
  expect({ sequences, wrong }).toEqual(originalPlan.reported);
});

test('leads from every row to the laboratory in that task, and to the figure of 1997', () => {
  for (const { name, link } of rows) {
    if (name === 'original-6a') expect(link).toBe('f=original&v=1&train=yes');
    else {
      const reading = readLink('lab', labFields, `#${link}`);
      expect(reading?.isReadable, name).toBe(true);
      const task = name.replace(/-(lstm|elman)$/, '');
      const wanted = [task, name === 'reber-elman' ? 'rnn' : 'lstm', 16, task === 'reber' ? 'default' : 'chrono'].join(
        ' ',
      );
      const runs = reading ? runsOf(reading.state, 110) : [];
      expect(new Set(runs.map((run) => [run.task, run.cell, run.hidden, run.init].join(' ')))).toEqual(
        new Set([wanted]),
      );
    }
  }
});

test('goes out as a line for each row', () => {
  const lines = paperCsv(rows).trimEnd().split('\r\n');
  expect(lines.length).toBe(1 + rows.length);
  expect(lines.find((line) => line.startsWith('latch-3a'))).toBe('latch-3a,4,27380,yes,,3,2,32,40 60');
});
