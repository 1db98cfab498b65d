/** The stepper's page: networks are fetched when they are asked for, and two of them go from step to step together. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { valueAt } from '../../src/figures/cell-stepper/network.ts';
import type { StepperTexts } from '../../src/figures/cell-stepper/texts.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { areComparable } from '../../src/figures/stepper-page/catalogue.ts';
import { differenceOf } from '../../src/figures/stepper-page/difference.ts';
import { createStepperPage, type Fetcher } from '../../src/figures/stepper-page/model.ts';
import { collectOffers } from '../../src/figures/stepper-page/offers.ts';
import { differenceInWords } from '../../src/figures/stepper-page/sentence.ts';
import { pageFields } from '../../src/figures/stepper-page/state.ts';
import type { PageTexts } from '../../src/figures/stepper-page/texts.ts';
import { goTogether } from '../../src/figures/stepper-page/together.ts';

const folder = 'content/networks';
const prefix = 'figures.stepper-page.';
const dictionaryOf = (language: string) =>
  JSON.parse(readFileSync(`content/interface/${language}.json`, 'utf8')) as Record<string, string>;
const textsUnder = (start: string) =>
  Object.fromEntries(
    Object.entries(dictionaryOf('en')).flatMap(([key, text]) =>
      key.startsWith(start) ? [[key.slice(start.length), text]] : [],
    ),
  );
const texts = textsUnder(prefix) as PageTexts;
const words = textsUnder('figures.cell-stepper.') as StepperTexts;
const wordIn = (language: string) => (key: string) => {
  const text = dictionaryOf(language)[prefix + key];
  if (text === undefined) throw new Error(`content/interface/${language}.json has no "${prefix}${key}"`);
  return text;
};

interface Kept {
  readonly stepper?: boolean;
  readonly run: Record<string, unknown>;
  readonly accuracy: number | null;
  readonly loss: number;
}
const shipped = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ id: file.slice(0, -5), ...(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Kept) }))
  .filter(({ stepper }) => stepper);
const addresses = Object.fromEntries(
  shipped.map(({ id }) => [`/${folder}/${id}.safetensors`, `${folder}/${id}.safetensors`]),
);
const offers = collectOffers(shipped, addresses, wordIn('en'));
const carried = readFileSync(`${folder}/${offers[0]?.id}.safetensors`).toString('base64');
const fromDisk: Fetcher = async (address) => new Uint8Array(readFileSync(address));
const settle = async () => {
  for (let k = 0; k < 5; k += 1) await Promise.resolve();
};

async function open(fetcher = fromDisk) {
  const page = createStepperPage('step', offers, carried, fetcher);
  page.start();
  await settle();
  return page;
}

describe('the list', () => {
  test('holds every network that is meant for the stepper, worded in both languages, the opening one first', () => {
    expect(offers).toHaveLength(shipped.length);
    expect(offers[0]).toMatchObject({ id: 'last-capital-lstm', address: null });
    expect(offers.slice(1).every(({ address }) => address?.endsWith('.safetensors'))).toBe(true);
    for (const language of ['en', 'zh']) {
      const worded = collectOffers(shipped, addresses, wordIn(language));
      expect(new Set(worded.map(({ label, task }) => `${task} ${label}`)).size).toBe(offers.length);
      for (const { label, task, about } of worded) expect(`${label}${task}${about}`).not.toMatch(/[{}]|undefined|NaN/);
    }
  });
});

describe('the page', () => {
  test('opens every network it lists', async () => {
    const page = await open();
    for (const { id } of offers) {
      page.choose(id);
      await settle();
      expect(page.waiting.value).toBeNull();
      expect(page.one.value.offer.id).toBe(id);
    }
  });

  test('keeps what stood there while weights are on their way, and says which are missing', async () => {
    let deliver: (bytes: Uint8Array) => void = () => {};
    const page = await open(() => new Promise((resolve) => (deliver = resolve)));
    const other = offers.find(({ address }) => address !== null);
    if (!other?.address) throw new Error('there is more than one network');
    page.choose(other.id);
    expect(page.waiting.value).toEqual({ offer: other, failure: null });
    expect(page.one.value.offer.id).toBe('last-capital-lstm');
    deliver(new Uint8Array(readFileSync(other.address)));
    await settle();
    expect(page.waiting.value).toBeNull();
    expect(page.one.value.offer).toBe(other);
  });

  test.each([
    ['notFetched', async () => Promise.reject(Object.assign(new Error('gone'), { code: 'notFetched' }))],
    ['tensorFileUnreadable', async () => new Uint8Array(3)],
    ['tensorFileMismatch', async () => new Uint8Array(readFileSync(`${folder}/last-capital-lstm.safetensors`))],
  ] as const)('says %s, and fetches again when asked to', async (code, fails) => {
    let isBroken = true;
    const page = await open((address) => (isBroken ? fails() : fromDisk(address)));
    const gru = offers.find(({ made }) => made.cell === 'gru');
    if (!gru) throw new Error('there is a gru');
    page.choose(gru.id);
    await settle();
    expect(page.waiting.value?.failure).toBe(code);
    isBroken = false;
    page.fetchAgain();
    await settle();
    expect(page.one.value.offer).toBe(gru);
  });

  test('puts beside a network only what reads the same sequences', async () => {
    const page = await open();
    expect(page.comparable.value.length).toBeGreaterThan(2);
    expect(page.comparable.value.every(({ made }) => made.task === 'last-capital')).toBe(true);
    page.chooseBeside('last-capital-gru');
    await settle();
    expect(page.two.value?.id).toBe('last-capital-gru-2');
    const stranger = offers.find((offer) => offers[0] && !areComparable(offer, offers[0]));
    page.choose(stranger?.id ?? '');
    await settle();
    expect(page.two.value).toBeNull();
    expect(page.state.link()).toBe(`f=step&v=1&net=${stranger?.id}`);
    const read = readLink('step', pageFields(offers), '#f=step&v=1&net=nobody');
    expect(read?.isReadable).toBe(false);
  });
});

describe('two side by side', () => {
  const together = async (two = 'last-capital-gru') => {
    const page = await open();
    page.chooseBeside(two);
    await settle();
    const [one, other] = [page.one.value.stepper, page.two.value?.stepper];
    if (!other) throw new Error('a network stands beside');
    goTogether(one, other);
    return [one, other] as const;
  };

  test('read the same and stand at the same step, whichever is changed; each keeps its own surgery', async () => {
    const [one, two] = await together();
    one.goTo(12);
    expect(two.state.now.value.step).toBe(12);
    two.setLetter(3, 'B');
    expect(one.state.now.value.letters).toBe(two.state.now.value.letters);
    two.setLossStep(16);
    two.setWay('backward');
    expect(one.isBackward.value).toBe(true);
    one.setWay('forward');
    one.force('forgetGate', 1, 6, 0);
    expect(two.state.now.value.forced).toEqual([]);
    one.state.undo();
    one.state.undo();
    expect(two.isBackward.value).toBe(true);
  });

  test('of one network show it before and after', async () => {
    const [one, two] = await together('last-capital-lstm');
    const { unit } = one.state.now.value;
    expect(differenceOf(one, two)).toMatchObject({ furthest: null });
    expect(differenceInWords(one, two, texts, words)).toContain('they agree to two decimals');
    one.force('forgetGate', unit, 6, 0);
    one.goTo(16);
    const said = [one, two].map(({ after }) => valueAt(after.value, 'probability', 0, 15));
    expect(two.after.value.answer).toEqual(one.before.value.answer);
    expect(differenceOf(one, two).asked).toEqual({ step: 16, answer: 'A', said });
    expect(differenceInWords(one, two, texts, words)).toMatch(
      /^At step 16, where A is right, the first gives it 0\.\d\d and the second [01]\.\d\d\. .* The loss at step 24 is /,
    );
  });
});
