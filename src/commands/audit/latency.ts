/** How soon the stepper answers: from the input to the end of that frame's work, beside an element that does nothing. */
import { openSite, type ServedSite } from '../shared/served.ts';
import { buildSite, site } from '../shared/site.ts';
import type { Audit, PartResult } from './contract.ts';
import { gestures, measure } from './latency-gestures.ts';
import { openStepper, type SteppedSize } from './latency-page.ts';

const cells = ['lstm', 'gru'] as const;
/** T and H, the step at which the reader stands, and how many milliseconds the answer may take more than none. */
const sizes = [
  { steps: 64, units: 16, at: 30, most: 10 },
  // The longest sequence only has to stay usable: no task over 50 ms.
  { steps: 512, units: 16, at: 300, most: 50 },
];

let served: ServedSite | undefined;

export const latencyAudit: Audit = {
  name: 'latency',
  description: 'the stepper answers within a frame at 64 steps and 16 units, and stays usable at 512 steps',
  parts: async () => {
    const { code, printed } = await buildSite(site, { quiet: true });
    if (code !== 0) throw new Error(`the site could not be built:\n${printed}`);
    return cells.flatMap((cell) =>
      sizes.flatMap(({ steps, units }) => Object.keys(gestures).map((name) => `${cell} ${steps} ${units} ${name}`)),
    );
  },
  run: async (part) => {
    served ??= await openSite();
    return judge(served, part);
  },
  close: async () => served?.close(),
};

async function judge({ address, browser }: ServedSite, part: string): Promise<PartResult> {
  const [cell, steps, units, ...words] = part.split(' ');
  const size = sizes.find((one) => one.steps === Number(steps) && one.units === Number(units));
  const gesture = gestures[words.join(' ')];
  if (!size || !gesture || !cells.includes(cell as SteppedSize['cell'])) {
    throw new Error(`latency: "${part}" names no cell, size and gesture`);
  }
  const context = await browser.newContext({ viewport: { width: 1440, height: 1100 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await openStepper(page, address, { ...size, cell: cell as SteppedSize['cell'] });
  const stage = { page, figure: page.locator(`[data-figure="${cell}"]`), step: size.at };
  const { empty, full } = await measure(stage, gesture);
  await context.close();
  const more = full - empty;
  return {
    passed: more <= size.most,
    detail: `${more.toFixed(1)} ms more than none (${full.toFixed(1)}, ${empty.toFixed(1)}), at most ${size.most}`,
  };
}
