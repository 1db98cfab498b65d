/**
 * What a reader does to the stepper, again and again, beside the same input on an element that does nothing with it;
 * from each event to the end of its frame's work on the main thread, in milliseconds.
 */
import type { Locator, Page } from '@playwright/test';

/** What of `window` the page's own script needs. */
declare global {
  var latencyTimes: number[];
}

export interface Latency {
  /** Medians, in milliseconds. */
  readonly empty: number;
  readonly full: number;
}

export interface Gesture {
  /** Puts focus or pointer where it begins; `at` is the step (from 1) it is about. */
  begin(stage: Stage): Promise<void>;
  /** The k-th event. */
  act(stage: Stage, k: number): Promise<unknown>;
  end?(stage: Stage): Promise<unknown>;
  /** The same input where nothing listens. */
  readonly empty: 'key' | 'pointer';
}

export interface Stage {
  readonly page: Page;
  readonly figure: Locator;
  readonly step: number;
}

const rounds = 6;
const eventsInRound = 8;
/** What an event sets moving has come to rest before the next: a frame waits for those of an animation. */
const betweenMs = 180;

/** Alternates the gesture and the empty input, round by round, so that both meet the same weather. */
export async function measure(stage: Stage, gesture: Gesture): Promise<Latency> {
  await prepare(stage.page);
  const empty: number[] = [];
  const full: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    empty.push(...(await during(stage, emptyGestures[gesture.empty])));
    full.push(...(await during(stage, gesture)));
  }
  return { empty: median(empty), full: median(full) };
}

async function during(stage: Stage, gesture: Pick<Gesture, 'begin' | 'act' | 'end'>): Promise<number[]> {
  const { page } = stage;
  await gesture.begin(stage);
  await rest(page);
  await page.evaluate(() => {
    latencyTimes = [];
  });
  for (let k = 0; k < eventsInRound; k += 1) {
    await gesture.act(stage, k);
    await page.waitForFunction((count) => latencyTimes.length >= count, k + 1, { timeout: 5000 });
    await page.waitForTimeout(betweenMs);
  }
  const times = await page.evaluate(() => latencyTimes);
  await gesture.end?.(stage);
  // The first of a round also pays for what the change of place left to do.
  return times.slice(1, eventsInRound);
}

/** From the event through the next frame's callback to one message after it: styles, layout and painting lie between. */
async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.latencyTimes = [];
    const listen = (event: Event) => {
      const startedMs = event.timeStamp;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => latencyTimes.push(performance.now() - startedMs);
        port2.postMessage(null);
      });
    };
    for (const name of ['keydown', 'pointermove']) addEventListener(name, listen, true);
    const empty = Object.assign(document.createElement('div'), { tabIndex: 0, id: 'empty' });
    empty.style.cssText = 'position: fixed; inset: auto auto 0 0; width: 120px; height: 60px; z-index: 9';
    for (const name of ['keydown', 'pointermove']) empty.addEventListener(name, () => {});
    document.body.append(empty);
  });
}

const rest = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));

const emptyBox = async (page: Page) => {
  const box = await page.locator('#empty').boundingBox();
  if (!box) throw new Error('latency: the empty element is not on the page');
  return box;
};

const emptyGestures: Readonly<Record<Gesture['empty'], Pick<Gesture, 'begin' | 'act' | 'end'>>> = {
  key: {
    begin: ({ page }) => page.locator('#empty').focus(),
    act: ({ page }) => page.keyboard.press('k'),
  },
  pointer: {
    async begin({ page }) {
      const { x, y } = await emptyBox(page);
      await page.mouse.move(x + 10, y + 20);
      await page.mouse.down();
    },
    async act({ page }, k) {
      const { x, y } = await emptyBox(page);
      await page.mouse.move(x + 14 + 4 * k, y + 20);
    },
    end: ({ page }) => page.mouse.up(),
  },
};

/** Stands on the strip's first row at the stage's step, with the drawing in focus. */
async function stand({ figure, step }: Stage, row: string): Promise<{ x: number; y: number }> {
  await goTo(figure, row, step);
  const place = await squareAt(figure, row, step);
  await figure.getByRole('grid').focus();
  return place;
}

/** By the link: the way there is not what is measured. */
async function goTo(figure: Locator, row: string, step: number): Promise<void> {
  const id = await figure.getAttribute('data-figure');
  await figure.evaluate((_, hash) => {
    location.hash = hash;
  }, `f=${id}&v=1&t=${step}&row=${row}&u=1`);
  await figure.page().waitForTimeout(150);
}

/** The middle of the first unit's square at a step on view. */
async function squareAt(figure: Locator, row: string, step: number): Promise<{ x: number; y: number }> {
  const strip = figure.locator(`.stepper-squares[data-row="${row}"]`);
  await strip.scrollIntoViewIfNeeded();
  const box = await strip.boundingBox();
  const frame = await figure.locator('.stepper-frame').boundingBox();
  const rows = await figure.locator(`[data-strip-of="${row}"] .stepper-unit`).count();
  if (!box || !frame) throw new Error(`latency: step ${step} of ${row} is not on view`);
  return { x: frame.x + frame.width / 2, y: box.y + box.height / rows / 2 };
}

/** Rows that both cells have and that can be dragged both ways. */
const draggedRow = 'candidate';
let place = { x: 0, y: 0 };

export const gestures: Readonly<Record<string, Gesture>> = {
  'a key that steps': {
    empty: 'key',
    begin: async (stage) => void (await stand(stage, draggedRow)),
    act: ({ page }, k) => page.keyboard.press(k % 8 < 4 ? 'ArrowRight' : 'ArrowLeft'),
  },
  'a key that forces': {
    empty: 'key',
    begin: async (stage) => void (await stand(stage, draggedRow)),
    act: ({ page }, k) => page.keyboard.press(k % 8 < 4 ? 'ArrowUp' : 'ArrowDown'),
  },
  'dragging a value': {
    empty: 'pointer',
    async begin(stage) {
      place = await stand(stage, draggedRow);
      await stage.page.mouse.move(place.x, place.y);
      await stage.page.mouse.down();
      await stage.page.mouse.move(place.x, place.y - 8);
    },
    act: ({ page }, k) => page.mouse.move(place.x, place.y - 8 - 4 * ((k % 4) + 1)),
    end: ({ page }) => page.mouse.up(),
  },
  'dragging over steps': {
    empty: 'pointer',
    async begin(stage) {
      place = await stand(stage, draggedRow);
      await stage.page.mouse.move(place.x, place.y);
      await stage.page.mouse.down();
      await stage.page.mouse.move(place.x + 6, place.y);
    },
    act: ({ page }, k) => page.mouse.move(place.x + 18 * ((k % 4) + 1), place.y),
    end: ({ page }) => page.mouse.up(),
  },
};

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
