/** What the reader takes home from the stepper: data, pictures, and the table of a long run in parts. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { stepperCsv, stepperJson } from '../../src/figures/cell-stepper/exports.ts';
import { createStepper } from '../../src/figures/cell-stepper/model.ts';
import { loadNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { mostCells, tableParts } from '../../src/figures/cell-stepper/table-parts.ts';
import { createRamp } from '../../src/figures/shared/colours.ts';
import { palettesFromCss } from '../../src/figures/shared/static-picture.ts';
import { stripSvg } from '../../src/figures/shared/strip-svg.ts';

const weights = readFileSync('content/networks/last-capital-lstm.safetensors').toString('base64');
const made = { task: 'last-capital', lag: 24, cell: 'lstm', hidden: 4 } as const;
const open = () => {
  const trained = loadNetwork(made, weights);
  return createStepper('lstm', trained, beginningOf(trained));
};

test('as CSV every number of every unit and step reads back exactly, now and before', () => {
  const stepper = open();
  stepper.force('forgetGate', 2, 6, 0);
  const [head, ...lines] = stepperCsv(stepper).trimEnd().split('\r\n');
  expect(head).toBe('quantity,unit,step,reads,now,before');
  expect(lines).toHaveLength(24 * (6 * 4 + 4));
  for (const line of lines) {
    const [quantity = '', unit = '', step, reads, now, before] = line.split(',');
    const k = quantity === 'probability' ? stepper.trained.answers.indexOf(unit) : Number(unit) - 1;
    expect(Number(now)).toBe(valueAt(stepper.after.value, quantity, k, Number(step) - 1));
    expect(Number(before)).toBe(valueAt(stepper.before.value, quantity, k, Number(step) - 1));
    expect(reads).toBe(stepper.sequence.value.letters[Number(step) - 1]);
  }
  expect(lines.some((line) => line.startsWith('forgetGate,2,6,') && line.split(',')[4] === '0')).toBe(true);
});

test('as JSON the same, unit by unit, with the link that opens it', () => {
  const stepper = open();
  stepper.force('cellState', 1, 9, 1.5);
  const read = JSON.parse(stepperJson(stepper));
  expect(read.link).toBe(stepper.state.link());
  const cell = read.quantities.find(({ quantity }: { quantity: string }) => quantity === 'cellState');
  expect(cell.now[0][8]).toBe(1.5);
  expect(cell.before[0]).toEqual(
    Array.from({ length: 24 }, (_, t) => valueAt(stepper.before.value, 'cellState', 0, t)),
  );
});

test('as SVG a strip has a square for each value, split where it changed, struck where it is not a number', () => {
  const { light } = palettesFromCss(readFileSync('src/styles/tokens.css', 'utf8'));
  const squares = { rows: 1, columns: 3, values: [0, 1, Number.NaN], before: [0, 0, 0], threshold: 0.05 };
  const place = { x: 10, y: 0, width: 42, height: 14, gap: 1, rowGap: 1 };
  const svg = stripSvg(squares, createRamp(light, 'forget'), '#000000', place);
  const fill = (rgb: readonly number[]) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  expect(svg.match(/<rect /g)).toHaveLength(3);
  expect(svg).toContain(`<rect x="24" y="0" width="13" height="13" fill="${fill(light['forget-fill'])}"/>`);
  expect(svg).toContain(`<path d="M24 0h13l-13 13z" fill="${fill(light.zero)}"/>`);
  expect(svg).toContain('<path d="M38 13l13 -13" stroke="#000000"/>');
});

test('the table of a short run is whole, that of a long one comes by quantity and in ranges of steps', () => {
  expect(tableParts([4, 4, 4, 4, 4, 4, 4], 24)).toEqual({ isByQuantity: false, ranges: [[1, 24]] });
  const long = tableParts([16, 16, 16, 16, 16, 16, 4], 512);
  expect(long.isByQuantity).toBe(true);
  expect(long.ranges[0]?.[0]).toBe(1);
  expect(long.ranges.at(-1)?.[1]).toBe(512);
  for (const [k, [from, to]] of long.ranges.entries()) {
    expect((to - from + 1) * 16).toBeLessThanOrEqual(mostCells);
    if (k > 0) expect(from).toBe((long.ranges[k - 1]?.[1] ?? 0) + 1);
  }
});
