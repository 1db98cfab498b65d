/** The figure of the 1997 network: its sentences, its file, and what it does when pressed, hidden or opened by a link. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { byThousand, originalCsv } from '../../src/figures/original-1997/csv.ts';
import { createOriginalModel, type OriginalPage } from '../../src/figures/original-1997/model.ts';
import type { Course } from '../../src/figures/original-1997/types.ts';
import { chartLabel, readouts, statusLine, titleOf, verdict } from '../../src/figures/original-1997/words.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import type { OriginalListener, WorkerClient } from '../../src/worker/client.ts';
import type { OriginalProgress } from '../../src/worker/messages.ts';

const texts = slice('en', 'figures.original-1997');
const errors = slice('en', 'errors');
const empty: Course = {
  seed: 1,
  sequences: 0,
  rightInARow: 0,
  errors: [],
  right: [],
  learnedAt: null,
  tested: 0,
  wrong: 0,
};
const learned: Course = { ...empty, sequences: 18_704, rightInARow: 2000, learnedAt: 18_704, tested: 2560, wrong: 2 };

describe('what it says', () => {
  test('counts what a training came to, beside what the paper reports', () => {
    expect(verdict(texts, learned)).toBe(
      'Seed 1: learned after 18,704 sequences, 2 of 2,560 test sequences wrong. ' +
        'The paper reports 31,390 sequences and 1 of 2,560 wrong, as reported.',
    );
    expect(titleOf(texts, 'finished', learned)).toMatch(/ learned temporal order after 18,704 sequences$/);
  });
  test('says plainly that it was not learned', () => {
    const given: Course = { ...empty, sequences: 60_000, tested: 2560, wrong: 1900 };
    expect(verdict(texts, given)).toMatch(/^Seed 1: not learned by 60,000 sequences, and given up here\. 1,900 of/);
    expect(titleOf(texts, 'finished', given)).toMatch(/has not learned temporal order in 60,000 sequences$/);
  });
  test('says how far a training and its test are', () => {
    expect(verdict(texts, empty)).toMatch(/^Seed 1 has seen nothing yet\./);
    expect(verdict(texts, { ...empty, sequences: 700 })).toMatch(/^Seed 1: 700 sequences seen\./);
    expect(verdict(texts, { ...learned, tested: 512 })).toMatch(/Being tested, 512 of 2,560 so far, 2 wrong\.$/);
    expect(verdict(texts, { ...empty, sequences: 60_000, tested: 5 })).toMatch(/Being tested all the same, 5 of 2,560/);
  });
  test('shows no number where there is none', () => {
    expect(readouts(texts, empty, 0).map(({ value }) => value)).toEqual(['0', '–', '0', '–']);
    const course = { ...learned, errors: [0.4, 0.0213] };
    expect(readouts(texts, course, 2345).map(({ value }) => value)).toEqual(['18,704', '0.021', '2,000', '2.3 s']);
    expect(chartLabel(texts, empty)).toBe('Not trained yet');
    expect(chartLabel(texts, course)).toMatch(/^Running error: 0\.400 .* 0\.021 over the last hundred of 18,704\.$/);
  });
});

test('hands over every hundred, and sums them to thousands for its table', () => {
  const course = {
    ...learned,
    errors: Array.from({ length: 25 }, (_, k) => (k < 10 ? 0.375 : 0.1)),
    right: Array.from({ length: 25 }, (_, k) => (k < 10 ? 0 : 90)),
  };
  const lines = originalCsv(course).trimEnd().split('\r\n');
  expect([lines.length, lines[0], lines[11]]).toEqual([26, 'seed,sequences,mean_error,right_of_100', '1,1100,0.1,90']);
  expect(byThousand(course)).toEqual([
    { sequences: 1000, error: 0.375, right: 0 },
    { sequences: 2000, error: expect.closeTo(0.1, 12), right: 900 },
  ]);
});

describe('pressed', () => {
  let orders: string[];
  let listener: OriginalListener | null;
  let isHidden: boolean;
  let onVisibilityChange: () => void;
  let nowMs: number;

  beforeEach(() => {
    vi.useFakeTimers();
    [orders, listener, isHidden, nowMs] = [[], null, false, 0];
    onVisibilityChange = () => undefined;
    return () => vi.useRealTimers();
  });

  const client: Pick<WorkerClient, 'original' | 'close'> = {
    original(seed, heard, { isPaused = false } = {}) {
      listener = heard;
      orders.push(`${isPaused ? 'rests' : 'starts'} ${seed}`);
      const order = (what: string) => () => void orders.push(what);
      return { pause: order('pause'), resume: order('resume'), step: order('step'), stop: order('stop') };
    },
    close: () => void orders.push('close'),
  };
  const open = (hash = '') => {
    const model = createOriginalModel('original', learned, () => client as WorkerClient);
    const page = {
      location: { hash, pathname: '/', search: '' },
      history: { state: null, replaceState: () => undefined },
      document: {
        get hidden() {
          return isHidden;
        },
        querySelectorAll: () => [],
        addEventListener: (_: string, listen: () => void) => {
          onVisibilityChange = listen;
        },
        removeEventListener: () => undefined,
      },
      performance: { now: () => nowMs },
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      setTimeout: (action: () => void, ms: number) => setTimeout(action, ms) as unknown as number,
      clearTimeout: (timer: number) => clearTimeout(timer),
    } as unknown as OriginalPage;
    return { model, close: model.start(page) };
  };
  const say = (part: Partial<OriginalProgress>) =>
    listener?.onProgress({ kind: 'original', job: 1, ...empty, state: 'running', ...part });

  test('opens on what shipped, trains when asked, and ends with what the worker said', () => {
    const { model, close } = open();
    expect([model.status.peek(), model.course.peek()]).toEqual(['shipped', learned]);
    model.train();
    expect([orders, model.status.peek(), model.course.peek().sequences]).toEqual([['starts 1'], 'running', 0]);
    say({ sequences: 100, errors: [0.38], right: [3] });
    nowMs = 1500;
    vi.advanceTimersByTime(250);
    expect([model.course.peek().errors, model.elapsedMs.peek()]).toEqual([[0.38], 1500]);
    nowMs = 2000;
    say({ sequences: 200, errors: [0.2], right: [50], learnedAt: 200, tested: 2560, state: 'finished' });
    expect(model.course.peek()).toMatchObject({ errors: [0.38, 0.2], right: [3, 50], learnedAt: 200 });
    expect([model.status.peek(), model.elapsedMs.peek()]).toEqual(['finished', 2000]);
    expect(statusLine(texts, errors, model)).toMatch(/^Done in 2\.0 s on this device, 200 sequences/);
    expect(model.state.link()).toBe('f=original&v=1&train=yes');
    close();
  });

  test('rests, makes one sequence, goes on and stops; time at rest does not count', () => {
    const { model, close } = open();
    model.step();
    model.step();
    say({ sequences: 2, state: 'paused' });
    nowMs = 9000;
    model.train();
    nowMs = 9400;
    model.train();
    nowMs = 20_000;
    model.stop();
    expect(orders).toEqual(['rests 1', 'step', 'step', 'resume', 'pause', 'stop', 'close']);
    expect([model.status.peek(), model.course.peek().sequences, model.elapsedMs.peek()]).toEqual(['stopped', 2, 400]);
    close();
  });

  test('waits while the page is hidden', () => {
    const { model, close } = open();
    model.train();
    isHidden = true;
    onVisibilityChange();
    expect(model.status.peek()).toBe('waiting');
    isHidden = false;
    onVisibilityChange();
    expect([model.status.peek(), orders]).toEqual(['running', ['starts 1', 'pause', 'resume']]);
    close();
  });

  test('a link that says so trains at once; another seed puts away what was trained', () => {
    const { model, close } = open('#f=original&v=1&seed=42&train=yes');
    expect([orders, model.status.peek()]).toEqual([['starts 42'], 'running']);
    model.chooseSeed(7);
    expect([orders, model.status.peek()]).toEqual([['starts 42', 'stop', 'close'], 'none']);
    expect(model.course.peek()).toEqual({ ...empty, seed: 7 });
    model.reset();
    expect([model.status.peek(), model.course.peek()]).toEqual(['shipped', learned]);
    close();
  });

  test('says what went wrong, and trains again when asked', () => {
    const { model, close } = open();
    model.train();
    listener?.onFailure({ code: 'notTrained', values: {}, message: 'boom' });
    expect(statusLine(texts, errors, model)).toBe(errors.notTrained);
    model.train();
    expect([model.status.peek(), model.failure.peek()]).toEqual(['running', null]);
    close();
  });
});
