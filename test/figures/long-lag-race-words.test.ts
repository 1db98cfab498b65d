/** The race's sentences, in both languages, for results that have come up and for some that have not. */
import { describe, expect, test } from 'vitest';
import { taskFacts } from '../../src/figures/long-lag-race/tasks.ts';
import type { CellFacts, CellReading } from '../../src/figures/long-lag-race/types.ts';
import {
  afterthought,
  freshVerdict,
  paceLine,
  panelNote,
  shippedVerdict,
  titleOf,
} from '../../src/figures/long-lag-race/words.ts';
import type { Fresh, FreshRun } from '../../src/figures/shared/fresh.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import { type Run, recipe } from '../../src/training/run.ts';

const [en, zh] = [slice('en', 'figures.long-lag-race'), slice('zh', 'figures.long-lag-race')];
const remember = taskFacts('remember', 100);
const adding = taskFacts('adding', 100);

const cell = (name: CellFacts['cell'], solvedAt: readonly number[], lost = 0): CellFacts => ({
  cell: name,
  of: 5,
  solvedAt,
  lost,
  best: 0.144,
});
const all = [90, 100, 105, 110, 120];
const trio = (rnn: readonly number[], lost = 0) => [cell('rnn', rnn, lost), cell('gru', all), cell('lstm', all)];

describe('the verdict on what ships', () => {
  const say = (cells: readonly CellFacts[], texts = en) => shippedVerdict(texts, remember, 100, 300, cells);

  test('names those that solved it together, and a relapse', () => {
    expect(say(trio([170, 210], 1))).toBe(
      'After 300 updates at lag 100, GRU and LSTM solved it on 5 of 5 seeds, the RNN on 2 of 5, and one of those lost it again.',
    );
    expect(say(trio([170, 210], 1), zh)).toBe(
      '间隔100，更新300次：5个种子各训练一次，GRU和LSTM都学会了5次，RNN学会了2次，其中一次后来又退步了。',
    );
  });

  test('sets the pause between things of a list and the comma between clauses of Chinese', () => {
    expect(say([cell('rnn', []), cell('gru', []), cell('lstm', all)], zh)).toBe(
      '间隔100，更新300次：5个种子各训练一次，LSTM学会了5次，RNN和GRU都没有一次学会。',
    );
    expect(say([cell('rnn', [150, 170, 210], 1), cell('gru', [90, 100, 105], 1), cell('lstm', [90], 1)], zh)).toBe(
      '间隔100，更新300次：5个种子各训练一次，RNN和GRU都学会了3次，LSTM学会了1次。' +
        '学会的训练中，RNN的一次、GRU的一次和LSTM的一次后来又退步了。',
    );
    expect(panelNote(zh, cell('rnn', [150, 170, 210]))).toBe('5次中学会3次：150、170和210');
  });

  test('says when all three did, and when one did not at all', () => {
    expect(say(trio(all))).toBe('After 300 updates at lag 100, all three solved it on 5 of 5 seeds.');
    expect(say(trio([]))).toBe(
      'After 300 updates at lag 100, GRU and LSTM solved it on 5 of 5 seeds, the RNN on none.',
    );
    expect(say([cell('rnn', []), cell('gru', []), cell('lstm', [])])).toBe(
      'After 300 updates at lag 100, all three solved it on none of 5 seeds.',
    );
  });

  test('counts relapses of gated cells as well', () => {
    expect(say([cell('rnn', [200], 1), cell('gru', all, 2), cell('lstm', all)])).toBe(
      'After 300 updates at lag 100, GRU and LSTM solved it on 5 of 5 seeds, the RNN on 1 of 5. ' +
        'Of the runs that solved it, one of the RNN and two of the GRU lost it again.',
    );
  });

  test('does not depend on the RNN failing', () => {
    expect(say([cell('rnn', all), cell('gru', [120]), cell('lstm', [])])).toBe(
      'After 300 updates at lag 100, the RNN solved it on 5 of 5 seeds, the GRU on 1 of 5, the LSTM on none.',
    );
  });
});

describe('what is equally true', () => {
  const biases = { lag: 50, updates: 1000, facts: [cell('gru', []), cell('lstm', [])] };

  test('tells of short lags and of the usual biases', () => {
    expect(afterthought(en, remember, { lag: 20, fastest: 'rnn' }, biases, trio([]))).toBe(
      'At lag 20 and below all three succeed, and the RNN learns fastest. ' +
        'With the usual gate biases, GRU and LSTM solve lag 50 on none of 5 seeds in 1,000 updates.',
    );
    expect(afterthought(en, remember, null, { ...biases, facts: [cell('gru', [900]), cell('lstm', [])] }, [])).toBe(
      'With the usual gate biases, GRU on 1 of 5 and LSTM on 0 of 5 seeds solve lag 50 in 1,000 updates.',
    );
  });

  test('tells how near a cell came that solved nothing', () => {
    expect(afterthought(en, adding, null, null, trio([]))).toBe(
      'The smallest squared error of the RNN on any seed was 0.144; always answering 1 gives 0.167.',
    );
    expect(afterthought(en, adding, null, null, trio(all))).toBe('');
  });
});

describe('the title', () => {
  const reading = (answer: readonly number[], right: number): CellReading => ({
    steps: 102,
    units: 1,
    answer,
    right,
    signs: [],
    marked: [],
  });
  const [knows, guesses] = [reading([0, 1, 0, 0], 1), reading([0.3, 0.2, 0.25, 0.25], 1)];

  test('counts who has forgotten', () => {
    const asked = 'Three networks read the same 102 symbols. Asked for the first, ';
    expect(titleOf(en, remember, 100, [guesses, knows, knows])).toBe(`${asked}one has forgotten it.`);
    expect(titleOf(en, remember, 100, [knows, knows, knows])).toBe(`${asked}all three remember it.`);
    expect(titleOf(en, remember, 100, [guesses, guesses, guesses])).toBe(`${asked}all three have forgotten it.`);
    expect(titleOf(zh, remember, 100, [guesses, guesses, knows])).toBe(
      '三个网络读同样的102个符号，再问第一个是什么：两个已经忘了。',
    );
  });

  test('waits until all three have read', () => {
    expect(titleOf(en, remember, 60, [knows])).toBe('Three networks, about to read one symbol and 60 distractors');
  });

  test('measures a sum by how far it is off', () => {
    expect(titleOf(en, adding, 100, [reading([1], 1), reading([1.2], 1), reading([1.05], 1)])).toContain(
      'one is off by more than 0.1.',
    );
  });
});

describe('the verdict on a run in the page', () => {
  const run: Run = {
    ...recipe,
    task: 'remember',
    lag: 60,
    cell: 'rnn',
    hidden: 16,
    updates: 300,
    stopWhenSolved: false,
  };
  const of = (name: Run['cell'], update: number, solvedAt: number | null, final: number | null): FreshRun => ({
    cell: name,
    run: { ...run, cell: name },
    update,
    solvedAt,
    checks: [],
    losses: [],
    reading: null,
    insight: null,
    final,
    isFinished: final !== null,
  });
  const fresh = (status: Fresh['status'], cells: readonly FreshRun[]): Fresh => ({
    runs: cells.map((one) => one.run),
    status,
    hasWaited: false,
    cells,
    failure: null,
    caveat: null,
    rate: 0,
    leftMs: null,
  });

  test('counts the update of the slowest', () => {
    const cells = [of('rnn', 300, null, 0.5), of('gru', 140, null, null), of('lstm', 150, 80, null)];
    expect(freshVerdict(en, remember, fresh('running', cells))).toBe('Update 140 of 300. LSTM solved it at update 80.');
  });

  test('says who solved it and who did not, and who lost it again', () => {
    const cells = [of('rnn', 300, null, 0.55), of('gru', 300, 130, 0.6), of('lstm', 300, 80, 1)];
    expect(freshVerdict(en, remember, fresh('finished', cells))).toBe(
      'After 300 updates with seed 1: GRU solved it at update 130, LSTM solved it at update 80, the RNN did not. ' +
        'By the end the GRU had lost it again.',
    );
    expect(freshVerdict(zh, remember, fresh('paused', cells.slice(2)))).toBe(
      '停在第300次更新，共300次。LSTM在第80次更新时学会了。',
    );
  });

  test('says that it waits for a hidden page, and afterwards that it did', () => {
    const cells = [of('rnn', 140, null, null)];
    expect(freshVerdict(en, remember, fresh('waiting', cells))).toBe(
      'Waiting at update 140 of 300 while this page is hidden.',
    );
    const back = { ...fresh('running', cells), hasWaited: true };
    expect(paceLine(en, back)).toBe('It waited while this page was hidden.');
    expect(paceLine(en, { ...back, rate: 40, leftMs: 4000 })).toBe(
      'It waited while this page was hidden. 40 updates a second, about 4 s left',
    );
    expect(paceLine(en, { ...back, hasWaited: false, rate: 40, leftMs: 4000 })).toBe(
      '40 updates a second, about 4 s left',
    );
  });
});

describe('the line over a panel', () => {
  test('gives the median of all, or the updates themselves', () => {
    expect(panelNote(en, cell('gru', all))).toBe('5 of 5 seeds, median 105');
    expect(panelNote(en, cell('rnn', [170, 210]))).toBe('2 of 5, at 170 and 210');
    expect(panelNote(en, cell('rnn', []))).toBe('0 of 5 seeds');
  });
});
