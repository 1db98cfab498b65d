/** What the chapters say in words about their numbers must be true of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../src/commands/shared/project.ts';
import { experiments } from '../../src/experiments/experiments.ts';

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
