/** Where chapters send their readers into the laboratory: each link is whole, and the same in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labFields, nearestState, runsOf } from '../../src/figures/laboratory/state.ts';
import { labFacts } from '../../src/figures/laboratory/tasks.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { runProblem } from '../../src/training/run.ts';

const folder = 'content/chapters';
const linksIn = (language: string) =>
  readdirSync(`${folder}/${language}`)
    .sort()
    .flatMap((file) => readFileSync(`${folder}/${language}/${file}`, 'utf8').match(/(?<=\/lab\/)#[^)\s]+/g) ?? []);
const links = linksIn('en');

describe('the chapters', () => {
  test('have links into the laboratory, the same in every language', () => {
    expect(links.length).toBeGreaterThan(0);
    expect(linksIn('zh')).toEqual(links);
  });

  test.each(links)('ask with %s for runs that the laboratory can make', (link) => {
    const reading = readLink('lab', labFields, link);
    expect(reading?.isReadable).toBe(true);
    const state = reading?.state ?? ({} as never);
    expect(nearestState(state)).toMatchObject({ task: state.task, lag: state.lag, gateBias: state.gateBias });
    const runs = runsOf(state, labFacts(state.task, state.lag).longest);
    expect(runs.map(runProblem)).toEqual(runs.map(() => null));
  });
});
