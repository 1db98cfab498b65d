/** Links that are out in the world: each line of the fixture stays, and opens for ever. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { stepperFields } from '../../src/figures/cell-stepper/state.ts';
import { labFields } from '../../src/figures/laboratory/state.ts';
import { gradientFields } from '../../src/figures/laboratory-gradient/state.ts';
import { raceFields } from '../../src/figures/long-lag-race/state.ts';
import { originalFields } from '../../src/figures/original-1997/state.ts';
import type { Fields } from '../../src/figures/shared/fields.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { speedFields } from '../../src/figures/speed-panel/state.ts';
import { forgetFields } from '../../src/figures/why-forget/state.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

interface Released {
  readonly figure: string;
  readonly hash: string;
  /** What it must show, at least. */
  readonly state: object;
}

const links = JSON.parse(readFileSync('test/fixtures/links.json', 'utf8')) as Released[];

function fieldsOf(figure: string): Fields<object> {
  if (figure === 'race') return raceFields(['remember', 'order-6a', 'adding'], 100) as unknown as Fields<object>;
  if (figure === 'gradient') return gradientFields as unknown as Fields<object>;
  if (figure === 'original') return originalFields as unknown as Fields<object>;
  if (figure === 'lab') return labFields as unknown as Fields<object>;
  if (figure === 'forget') return forgetFields as unknown as Fields<object>;
  if (figure === 'speed') return speedFields as unknown as Fields<object>;
  const cell = figure as 'rnn' | 'gru' | 'lstm';
  const trained = lastCapitalNetwork(cell);
  return stepperFields(trained, beginningOf(trained)) as unknown as Fields<object>;
}

test.each(links)('$hash opens in the figure $figure', ({ figure, hash, state }) => {
  const reading = readLink(figure, fieldsOf(figure), hash);
  expect(reading?.isReadable).toBe(true);
  expect(reading?.state).toMatchObject(state);
});
