/** What the laboratory shows of its networks from the inside: whose look, of when, and in which words. */
import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import en from '../../content/interface/en.json' with { type: 'json' };
import zh from '../../content/interface/zh.json' with { type: 'json' };
import { type Insight, lookInside } from '../../src/experiments/insight.ts';
import { gateSquares, gatesOf } from '../../src/figures/laboratory/inside/gates.ts';
import { createInsideModel, type InsideCell } from '../../src/figures/laboratory/inside/model.ts';
import {
  answerWords,
  gateWords,
  gradientWords,
  insideStatus,
  updatesOf,
} from '../../src/figures/laboratory/inside/words.ts';
import type { LabTexts } from '../../src/figures/laboratory/types.ts';
import type { Fresh } from '../../src/figures/shared/fresh.ts';
import type { OwnRun } from '../../src/figures/shared/own-runs.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';
import type { WorkerClient } from '../../src/worker/client.ts';

const textsOf = (all: Record<string, string>) => {
  const prefix = 'figures.laboratory.';
  const own = Object.entries(all).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), text])) as LabTexts;
};
const texts = textsOf(en);
const runOf = (part: Partial<Run>): Run => ({ ...recipe, task: 'remember', lag: 8, cell: 'gru', hidden: 3, ...part });
const insightOf = (run: Run): Insight => {
  const { network, parameters, task } = createTraining(run);
  return lookInside(network, parameters, task, 1);
};
const both = [runOf({}), runOf({ cell: 'lstm' })];

/** The model with a worker that looks at once, or fails while `isBroken`. */
function stage() {
  const runs = signal<readonly Run[]>(both);
  const kept = signal<readonly OwnRun[]>([]);
  const fresh = signal<Fresh | null>(null);
  const asked: Run[] = [];
  const weightsAsked: unknown[] = [];
  const worker = { isBroken: false };
  const look = async (run: Run, weights: unknown) => {
    asked.push(run);
    weightsAsked.push(weights);
    if (worker.isBroken) throw Object.assign(new Error('gone'), { code: 'notRead', values: {} });
    return insightOf(run);
  };
  const client = { look } as Partial<WorkerClient> as WorkerClient;
  const model = createInsideModel({ runs, kept, fresh, client: () => client });
  return { model, runs, kept, fresh, asked, weightsAsked, worker };
}

const heard = (run: Run, at: number | null): Fresh['cells'][number] => {
  const rest = { checks: [], losses: [], reading: null, solvedAt: null, final: null, isFinished: false };
  return {
    cell: run.cell,
    run,
    update: at ?? 0,
    insight: at === null ? null : { at, insight: insightOf(run) },
    ...rest,
  };
};
const freshOf = (cells: Fresh['cells']) => ({ status: 'running', cells }) as Partial<Fresh> as Fresh;

describe('what is shown', () => {
  test('is nothing until the reader sees it, and then the networks as they begin', async () => {
    const { model, asked, weightsAsked, runs } = stage();
    expect(asked).toEqual([]);
    expect(model.cells.value.map(({ insight, gates }) => [insight, gates.length])).toEqual([
      [null, 2],
      [null, 3],
    ]);
    model.show();
    await vi.waitFor(() => expect(model.cells.value.every(({ insight }) => insight !== null)).toBe(true));
    expect(model.cells.value[1]).toMatchObject({ cell: 'lstm', at: 0, insight: insightOf(both[1] as Run) });
    // Another number of updates begins the same; another lag does not.
    runs.value = both.map((run) => ({ ...run, updates: 77 }));
    expect(asked).toHaveLength(2);
    runs.value = both.map((run) => ({ ...run, lag: 9 }));
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    expect(weightsAsked).toEqual([null, null, null, null]);
    model.close();
  });

  test('is the training of the first seed as soon as it tells of itself', () => {
    const { model, fresh } = stage();
    const [gru, lstm] = both as [Run, Run];
    fresh.value = freshOf([heard(gru, 30), heard(lstm, null), heard({ ...gru, seed: 2 }, 40)]);
    model.show();
    expect(model.cells.value.map(({ cell, at }) => [cell, at])).toEqual([
      ['gru', 30],
      ['lstm', 0],
    ]);
  });

  test('has the weights that were kept, where some were', async () => {
    const { model, kept, weightsAsked } = stage();
    const parameters = new Float64Array(4);
    kept.value = [{ run: both[1] as Run, update: 60, parameters }];
    model.show();
    await vi.waitFor(() => expect(model.cells.value.every(({ insight }) => insight !== null)).toBe(true));
    expect(weightsAsked).toEqual([null, parameters]);
    expect(model.cells.value.map(({ at }) => at)).toEqual([0, 60]);
    model.close();
  });

  test('asks nothing while the networks learn, and asks when their setting is left', async () => {
    const { model, fresh, asked } = stage();
    fresh.value = freshOf([]);
    model.show();
    expect(asked).toEqual([]);
    fresh.value = null;
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    model.close();
  });

  test('is said to have failed, and asked again when the reader wants', async () => {
    const { model, worker } = stage();
    worker.isBroken = true;
    model.show();
    await vi.waitFor(() => expect(model.failure.value?.code).toBe('notRead'));
    worker.isBroken = false;
    model.retry();
    await vi.waitFor(() => expect(model.cells.value[1]?.insight).not.toBeNull());
    expect(model.failure.value).toBeNull();
    model.close();
  });
});

describe('in words', () => {
  const cell = (at: number, insight: Insight | null = insightOf(both[1] as Run)): InsideCell => ({
    cell: 'lstm',
    gates: gatesOf('lstm'),
    at,
    insight,
  });

  test('nothing is called live that was not trained here', () => {
    const say = (at: number, status: Fresh['status'] | null, row: 'shipped' | 'finished' | null) =>
      insideStatus(texts, [cell(at)], { status, row: row && { status: row }, seed: 4 });
    expect(say(0, null, 'shipped')).toContain('nothing was kept');
    expect(say(0, null, null)).toContain('before its first update');
    expect(say(0, 'running', 'finished')).toContain('before its first update');
    expect(say(20, null, 'finished')).toBe('Seed 4, as it was kept.');
    expect(say(20, 'running', 'finished')).toBe('Seed 4, live while it learns.');
    expect(say(20, 'paused', null)).toContain('at rest');
    expect([updatesOf(texts, cell(0)), updatesOf(texts, cell(1200))]).toEqual(['not trained', 'after 1,200 updates']);
  });

  test('an answer says what was said, how sure, and what was right', () => {
    const answer = { step: 9, said: 'C', right: 'B', value: 0.61, rightValue: 0.2, isRight: false };
    expect(answerWords(texts, [answer])).toBe('It says C (0.61): wrong, it was B.');
    expect(answerWords(texts, [{ ...answer, said: 'B', isRight: true }])).toBe('It says B (0.61): right.');
    expect(answerWords(texts, [{ ...answer, said: null, right: null }])).toBe('It says 0.61: wrong, it was 0.20.');
    expect(answerWords(texts, [answer, { ...answer, isRight: true }])).toBe('1 of 2 answers right.');
    expect(answerWords(texts, [])).toBe('');
  });

  test('strips have their numbers in both languages, and say so where there are none', () => {
    const now = cell(5);
    const gate = now.insight?.gates[0];
    if (!gate) throw new Error('an LSTM has gates');
    for (const words of [texts, textsOf(zh)]) {
      expect(gradientWords(words, now)).toMatch(/\d/);
      expect(gateWords(words, gate)).toMatch(/0\.\d\d/);
      expect(gradientWords(words, cell(0, null))).toBe(words['inside.none']);
    }
  });

  test('a gate is painted unit by unit and step by step', () => {
    const gate = insightOf(both[1] as Run).gates[0];
    if (!gate) throw new Error('an LSTM has gates');
    const squares = gateSquares(gate);
    expect([squares.rows, squares.columns, squares.values.length]).toEqual([3, 10, 30]);
  });
});
