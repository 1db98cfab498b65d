/** What the chapters say in words about their numbers must be true of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../src/commands/shared/project.ts';
import { experiments } from '../../src/experiments/experiments.ts';
import { biased, part } from '../../src/experiments/lessons-table.ts';
import { raceForgetting } from '../../src/experiments/shipped.ts';

const folder = join(root, 'content/chapters');
const chapters = ['en', 'zh'].flatMap((language) =>
  readdirSync(join(folder, language)).map((name) => readFileSync(join(folder, language, name), 'utf8')),
);

const value = (name: string) => experiments[name]?.() ?? Number.NaN;
const number = (name: string) => Number(value(name));

describe('the numbers in the prose', () => {
  const asked = new Set(
    chapters.flatMap((text) => [...text.matchAll(/<(?:Value|Verdict) of="([^"]+)"/g)].map(([, name]) => name ?? '')),
  );

  test('all have an experiment, and every experiment is printed somewhere', () => {
    expect([...asked].sort()).toEqual(Object.keys(experiments).sort());
  });

  test('are numbers or words, never NaN', () => {
    for (const name of asked) {
      const result = value(name);
      expect(typeof result === 'string' ? result.length > 0 : Number.isFinite(result), name).toBe(true);
    }
  });

  test('outcomes have a sentence in both languages', () => {
    const outcomes = [...asked].filter((name) => name.includes('.verdict'));
    expect(outcomes.length).toBeGreaterThan(0);
    for (const language of ['en', 'zh']) {
      const dictionary = JSON.parse(readFileSync(join(root, 'content/interface', `${language}.json`), 'utf8'));
      for (const name of outcomes) expect(dictionary[`outcomes.${name}.${value(name)}`], name).toBeTypeOf('string');
    }
  });
});

describe('the sentences of the chapters', () => {
  test('“exactly 0” where nothing may move', () => {
    for (const name of ['rnn.headReach', 'rnn.futureReach', 'lstm.gatesSeeCell', 'lstm.outputShutCell']) {
      expect(value(name), name).toBe(0);
    }
  });

  test('“the one to leave alone”: its loss costs the answer', () => {
    expect(number('lstm.answerKept')).toBeGreaterThan(0.9);
    expect(number('lstm.answerCut')).toBeLessThan(0.5);
  });

  test('“from the recent past”: backwards the plain cell fades, the LSTM and the GRU hardly', () => {
    expect(number('rnn.fadedPerStep')).toBeGreaterThan(2);
    expect(number('rnn.withoutLast')).toBeLessThan(5);
    for (const gated of ['lstm.fadedBy', 'lstm.fadedByGru']) {
      expect(number(gated)).toBeGreaterThan(1);
      expect(number(gated)).toBeLessThan(number('rnn.fadedBy') / 1000);
    }
  });

  test('“the road accounts for what is kept” in the LSTM, and neither in the GRU nor in the RNN', () => {
    expect(number('lag.forgetLstmBest')).toBeGreaterThan(0.5);
    expect(number('lag.forgetLstmTypical')).toBeLessThan(number('lag.forgetLstmBest') / 3);
    expect(raceForgetting('lstm', 100).jacobian[0]).toBeGreaterThan(0.5);
    expect(number('lag.forgetGruJacobian')).toBeGreaterThan(3 * number('lag.forgetGruBest'));
    const { best, jacobian } = raceForgetting('rnn', 100);
    expect(best[0]).toBeGreaterThan(0.01);
    expect(jacobian[0]).toBeLessThan(1e-6 * best[0]);
  });

  test('“the plain network is the quickest to learn” at the short lag', () => {
    const rnn = number('lag.medianRnnShort');
    expect(rnn).toBeLessThan(number('lag.medianGruShort'));
    expect(rnn).toBeLessThan(number('lag.medianLstmShort'));
    for (const cell of ['Rnn', 'Gru', 'Lstm']) expect(value(`lag.solved${cell}Short`)).toBe(value('lag.seeds'));
  });

  test('“it fades by degrees”: the plain network solves no more seeds at a longer lag', () => {
    expect(number('lag.solvedRnnMiddle')).toBeLessThanOrEqual(number('lag.solvedRnnShort'));
    expect(number('lag.solvedRnnLong')).toBeLessThanOrEqual(number('lag.solvedRnnMiddle'));
  });

  test('the biases decide: the LSTM solves more seeds with chrono biases than with those of frameworks', () => {
    expect(number('lag.solvedLstmAtDefaultLag')).toBeGreaterThan(number('lag.solvedLstmDefault'));
  });

  test('“it hardly counts”: a wide layer has several times the products for a squashing', () => {
    expect(number('compute.perSquashingWide')).toBeGreaterThan(5 * number('compute.perSquashing'));
  });

  test('“long sequences are cheap, wide layers are dear”, and nearly all memory is remembered steps', () => {
    expect(number('compute.twiceUnits')).toBeGreaterThan(number('compute.twiceSteps'));
    expect(number('compute.twiceWideUnits')).toBeGreaterThan(number('compute.twiceUnits'));
    expect(number('compute.backShareAbove')).toBe(2);
    expect(number('compute.parameterKilobytes')).toBeLessThan(0.05 * 1000 * number('compute.megabytesLstm'));
  });

  test('“what came out was the same”: both orders of the sums learned the task on as many seeds', () => {
    expect(value('compute.learnedForwards')).toBe(value('compute.learnedBackwards'));
  });

  test('a GRU of 19 units costs what an LSTM of 16 does, as in the race', () => {
    const cost = (blocks: number, units: number) => blocks * units * (units + number('compute.inputs'));
    const target = cost(4, number('compute.units'));
    const apart = [17, 18, 19, 20, 21].map((units) => Math.abs(cost(3, units) - target));
    expect(apart.indexOf(Math.min(...apart))).toBe(2);
  });
});

describe('what the laboratory teaches', () => {
  const solved = (cell: string, lag: number) => number(`lessons.solved${cell}${lag}`);
  test('without a gate, more seeds learn lags 30 and 50 than with an LSTM begun as usual; from 70 on hardly any does', () => {
    for (const lag of [30, 50]) expect(solved('Rnn', lag)).toBeGreaterThan(solved('Lstm', lag));
    for (const lag of [70, 100, 200])
      for (const cell of ['Rnn', 'Gru', 'Lstm']) expect(solved(cell, lag)).toBeLessThan(2);
    expect(solved('Rnn', 100)).toBe(0);
    expect(solved('Rnn', 150) * solved('Rnn', 200)).toBeGreaterThan(0);
  });

  test('one bias is all a GRU needs, and not all an LSTM does', () => {
    const all = number('lessons.biasSeeds');
    const counts = ['remember', 'order-6a'].flatMap((task) => {
      for (const bias of [2, 3, 4, 5, 6]) expect(biased(task, 'gru', bias).solved).toBe(all);
      return [0, 1, 2, 3, 4, 5, 6].map((bias) => biased(task, 'lstm', bias).solved);
    });
    expect(Math.max(...counts)).toBeLessThan(all);
    expect(counts.filter((solved) => solved <= 1).length).toBeGreaterThan((2 * counts.length) / 3);
  });

  test('nothing is missed like the input gate, and coupled gates help most with default biases', () => {
    expect(number('lessons.noInputSolved')).toBe(0);
    for (const variant of [
      undefined,
      ...['no-forget-gate', 'no-output-gate', 'no-input-activation', 'no-output-activation', 'coupled'],
    ]) {
      for (const task of ['order-6a', 'adding']) {
        const { solved, seeds } = part(task, 'chrono', variant);
        expect(solved, variant).toBe(seeds);
      }
    }
    expect(part('adding', 'default', 'coupled').solved).toBe(number('lessons.partSeeds'));
    expect(number('lessons.medianCoupled')).toBeLessThan(number('lessons.medianWhole'));
    const others = [undefined, 'no-forget-gate', 'no-output-gate', 'no-input-activation', 'no-output-activation'];
    const rest = others.map((variant) => part('order-6a', 'default', variant).solved);
    expect(part('order-6a', 'default', 'coupled').solved).toBeGreaterThan(Math.max(...rest));
  });

  test('with an open forget gate the state drifts, though gradient and symbol are there; the minus keeps it quiet', () => {
    expect(number('lessons.spreadOpen')).toBeGreaterThan(100 * number('lessons.spreadQuiet'));
    expect(number('lessons.slopeOpen')).toBeLessThan(0.2);
    expect(number('lessons.slopeQuiet')).toBeGreaterThan(0.9);
    expect(number('lessons.backOpen')).toBeGreaterThan(1);
    expect(value('lessons.backQuiet')).toMatch(/ × 10⁻\d*/u);
    expect(number('lessons.shareOpen')).toBeGreaterThan(number('lessons.shareQuiet'));
    for (const task of ['Remember', 'Order']) {
      expect(number(`lessons.quiet${task}`)).toBe(number('lessons.biasSeeds'));
      expect(number(`lessons.biasLstm${task}`)).toBeLessThan(number('lessons.biasSeeds') / 2);
    }
  });

  test('a network without gates adds from the identity, and not with tanh; the LSTM is half as wide', () => {
    expect(number('lessons.identitySolved')).toBe(number('lessons.identitySeeds'));
    expect(number('lessons.squashedSolved')).toBe(0);
    expect(number('lessons.identityUnits')).toBe(2 * number('compute.units'));
    expect(number('lessons.lstmAddingMedian')).toBeLessThan(number('lessons.identityMedian'));
  });

  test('the plain network is as quick as any over short lags, and last at the control that all learn', () => {
    for (const other of ['Gru', 'Lstm']) {
      for (const lag of ['Shortest', 'Short']) {
        expect(number(`lessons.medianRnn${lag}`)).toBeLessThan(number(`lessons.median${other}${lag}`));
      }
    }
    for (const cell of ['Rnn', 'Gru', 'Lstm'])
      expect(number(`lessons.reber${cell}`)).toBe(number('lessons.reberSeeds'));
    expect(number('lessons.reberMedianLstm')).toBeLessThan(number('lessons.reberMedianGru'));
    expect(number('lessons.reberMedianGru')).toBeLessThan(number('lessons.reberMedianRnn'));
  });

  test('at a length it was not trained on the LSTM remembers perfectly and adds worse than a constant', () => {
    expect(number('lessons.rememberLstmLonger')).toBe(1);
    expect(number('lessons.addingLstmOwn')).toBeLessThan(0.01);
    expect(number('lessons.addingLstmLonger')).toBeGreaterThan(number('lessons.addingChance'));
  });
});
