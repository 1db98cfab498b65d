/**
 * Every number that the stepper prints, of every network that ships, read back from the page and held against the same
 * cells written once more; gradients against differences of their loss. Forwards and backwards, alone and with values
 * forced, weights and first states changed, and a sub-step opened up.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type Random } from '../../../src/engine/random.ts';
import { readSafetensors } from '../../../src/exchange/safetensors.ts';
import { steppedTask, type Target } from '../../../src/tasks/stepped.ts';
import { createTask } from '../../../src/tasks/tasks.ts';
import { expect, test } from '../fixtures.ts';
import { type Again, type Held, type Made, runAgain, type Situation } from './cells-again.ts';

const folder = 'content/networks';
const letters: Record<Made['cell'], Record<string, string>> = {
  lstm: { f: 'forgetGate', i: 'inputGate', g: 'candidate', o: 'outputGate', c: 'cellState', h: 'hiddenState' },
  gru: { r: 'resetGate', z: 'updateGate', n: 'candidate', h: 'hiddenState' },
  rnn: { a: 'preActivation', h: 'hiddenState' },
};
/** Subscripts of the stacked blocks. */
const blocks: Record<Made['cell'], string> = { lstm: 'ifgo', gru: 'rzn', rnn: 'h' };

interface Shipped {
  readonly id: string;
  readonly made: Made;
  readonly situation: Omit<Situation, 'held' | 'initial'>;
  readonly targets: readonly (Target | null)[];
}

const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ id: name.slice(0, -'.json'.length), ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }))
  .filter(({ stepper, id }) => stepper || id.startsWith('last-capital'))
  .map(({ id, run: trained }): Shipped => {
    const run = { ...trained, variant: trained.variant === undefined ? {} : { [trained.variant]: true } };
    const task = createTask(run.task, run.lag);
    const stepped = steppedTask(task);
    if (!stepped) throw new Error(`Nobody can step through ${run.task}`);
    const { inputs } = stepped.example();
    const { tensors } = readSafetensors(readFileSync(join(folder, `${id}.safetensors`)));
    const weight = (name: string, row: number, column = 1) => {
      const { shape, data } = tensors.get(name) ?? { shape: [], data: [] };
      return Number(data[(row - 1) * (shape[1] ?? 1) + column - 1]);
    };
    return {
      ...{ id, made: run, targets: stepped.targets(inputs) },
      situation: {
        ...{ made: run, weight, outputs: task.outputSize, isClasses: task.answers.length > 0 },
        inputs: inputs.map(({ data }) => [...data]),
      },
    };
  });

/** What a link asks for, and the same for the cells written once more. */
interface Asked {
  readonly link: string;
  readonly isBackward: boolean;
  readonly situation: Situation;
  /** Steps that the loss looks at, from 1. */
  readonly lossSteps: readonly number[];
}

test('there are networks of every cell to read', () => {
  expect(new Set(shipped.map(({ made }) => made.cell))).toEqual(new Set(['rnn', 'lstm', 'gru']));
});

for (const network of shipped) {
  test(`${network.id}: every number printed is the one computed again`, async ({ page }) => {
    const { id } = network;
    const random = createRandom(7, id);
    const alone = runAgain({ ...network.situation, held: [], initial: () => 0 });
    let read = 0;
    for (const kind of [
      'alone',
      'forced',
      'changed',
      'alone backward',
      'forced backward',
      'changed backward',
    ] as const) {
      const asked = ask(network, kind, random);
      await page.goto('about:blank');
      await page.goto(`en/step/#f=step&v=1&net=${id}&f=${id}&v=1${asked.link}`);
      const figure = page.locator(`[data-figure="${id}"]`);
      await expect(figure).toHaveAttribute('data-ready', '');
      await expect(page.getByText('The link could not be read in full')).toHaveCount(0);
      const printed = await figure.locator('[data-quantity], [data-gradient]').evaluateAll((elements) =>
        elements.map((element) => {
          const { quantity, gradient, unit = '', step = '', run = 'after' } = (element as HTMLElement).dataset;
          const text = element.textContent ?? '';
          return {
            quantity: quantity ?? null,
            gradient: gradient ?? null,
            unit: Number(unit),
            step: Number(step),
            run,
            text,
          };
        }),
      );
      const after = runAgain(asked.situation);
      const wrong = printed.filter((one) => {
        const expected =
          one.gradient === null
            ? expectedValues(asked.situation, after, alone, one, printed)
            : [expectedGradient(network, asked, one, one.run === 'before')];
        return !expected.some((value) => isPrintedAs(value, one.text, one.gradient !== null));
      });
      expect(wrong, `${kind}: ${asked.link}`).toEqual([]);
      read += printed.length;
    }
    expect(read).toBeGreaterThan(60);
  });
}

function ask({ made, situation, targets }: Shipped, kind: string, random: Random): Asked {
  const steps = situation.inputs.length;
  const any = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  const unitOf = () => 1 + random.below(made.hidden);
  const step = 2 + random.below(steps - 1);
  const isBackward = kind.endsWith('backward');
  const parts = [`t=${step}`, `u=${unitOf()}`];
  const held: Held[] = [];
  const initial = new Map<string, number>();
  const weights = new Map<string, number>();
  if (!kind.startsWith('alone')) {
    const written = (['set', 'scale', 'freeze'] as const).map((does) => {
      const letter = any(Object.keys(letters[made.cell]));
      const quantity = letters[made.cell][letter] as string;
      const firstStep = 2 + random.below(Math.max(1, step - 1));
      const lastStep = Math.min(steps, firstStep + random.below(4));
      const isGate = quantity.endsWith('Gate');
      const value = does === 'freeze' ? 0 : (random.below(isGate ? 101 : 201) - (isGate ? 0 : 100)) / 100;
      const unit = random.below(4) === 0 ? ('all' as const) : unitOf();
      held.push({ quantity, unit, firstStep, lastStep, kind: does, value });
      const number = { set: `${value}`, scale: `x${value}`, freeze: 'hold' }[does];
      const until = lastStep > firstStep ? `-${lastStep}` : '';
      return `${letter}${unit === 'all' ? '*' : unit}@${firstStep}${until}:${number}`;
    });
    parts.push(`force=${written.join(',')}`);
  }
  if (kind.startsWith('changed')) {
    const block = random.below(blocks[made.cell].length);
    const [row, column] = [unitOf(), unitOf()];
    weights.set(`rnn.weight_hh_l0 ${block * made.hidden + row} ${column}`, 0.75);
    weights.set(`rnn.bias_ih_l0 ${block * made.hidden + row} 1`, -0.5);
    const subscript = blocks[made.cell].charAt(block);
    parts.push(`w=Wh${subscript}${row}.${column}:0.75,bi${subscript}${row}:-0.5`);
    const state = made.cell === 'lstm' ? 'c' : 'h';
    initial.set(`${state === 'c' ? 'cellState' : 'hiddenState'} ${row}`, 0.4);
    parts.push(`h0=${state}${row}:0.4`);
  }
  const asks = targets.flatMap((target, k) => (target ? [k + 1] : []));
  let lossSteps = [asks.at(-1) ?? steps];
  if (isBackward) {
    parts.push('way=backward');
    if (kind.startsWith('forced')) {
      lossSteps = asks;
      parts.push('also=all');
    }
  } else parts.push(`sub=${any(Object.values(letters[made.cell]))}`);
  return {
    link: parts.map((part) => `&${part}`).join(''),
    ...{ isBackward, lossSteps },
    situation: {
      ...situation,
      held,
      initial: (state, unit) => initial.get(`${state} ${unit}`) ?? 0,
      weight: (name, row, column = 1) => weights.get(`${name} ${row} ${column}`) ?? situation.weight(name, row, column),
    },
  };
}

interface Printed {
  readonly quantity: string | null;
  readonly gradient: string | null;
  readonly unit: number;
  readonly step: number;
  readonly run: string;
  readonly text: string;
}

/** What may stand there: where a value is held, an opened product comes to the network's own. */
function expectedValues(
  situation: Situation,
  after: Again,
  alone: Again,
  { quantity, unit, step, run }: Printed,
  others: readonly Printed[],
): number[] {
  const name = quantity ?? '';
  const at = (again: Again) => numberOf(situation, again, name, unit, step);
  // After the last step there is nothing, and so nothing comes back from it.
  if (step > situation.inputs.length) return [0];
  if (run === 'before') return [at(alone)];
  // In the list of what is forced: what an entry asks for, also where a later one has the last word.
  if (name.endsWith('Held')) {
    const isMeant = (one: Held) => `${one.quantity}Held` === name && one.unit === unit && one.firstStep === step;
    return situation.held.filter(isMeant).map(({ value }) => value);
  }
  if (name.endsWith('RecurrentRest')) {
    const printed = others.flatMap((one) =>
      /^W_h.\[\d+, \d+\] · h$/.test(one.quantity ?? '') ? [one.quantity ?? ''] : [],
    );
    const shown = [...new Set(printed)].reduce((sum, one) => sum + numberOf(situation, after, one, unit, step), 0);
    return [after.at(name.replace('Rest', 'Products'), unit, step) - shown];
  }
  if (run === 'change') return [at(after) - at(alone)];
  return [at(after), ...(name.endsWith('Own') ? [] : [after.at(`${name}Own`, unit, step)])];
}

function numberOf(situation: Situation, again: Again, name: string, unit: number, step: number): number {
  const parts = /^([Wb])_([a-z]+)\[(\d+)(?:, (\d+))?\](?: · ([xhc]))?$/.exec(name);
  if (!parts) return again.at(name, unit, step);
  const { made, weight } = situation;
  const [, letter = '', subscript = '', row = '', column, times] = parts;
  const source = subscript.charAt(0);
  const block = blocks[made.cell].indexOf(subscript.charAt(1)) * made.hidden + Number(row);
  if (source === 'c') {
    const peephole = weight('rnn.weight_peephole_l0', 'ifo'.indexOf(subscript.charAt(1)) + 1, Number(row));
    return times === undefined
      ? peephole
      : peephole * again.at('cellState', Number(row), subscript === 'co' ? step : step - 1);
  }
  if (letter === 'b') return weight(`rnn.bias_${source}h_l0`, block);
  const value = weight(`rnn.weight_${source}h_l0`, block, Number(column));
  if (times === undefined) return value;
  if (times === 'x') return value * again.at('input', Number(column), step);
  const isReset = made.cell === 'gru' && made.reset === 'before' && subscript === 'hn';
  return (
    value *
    (isReset ? again.at('resetGate', Number(column), step) : 1) *
    again.at('hiddenState', Number(column), step - 1)
  );
}

/** By central differences of four points, before anything holds the number. */
function expectedGradient(
  network: Shipped,
  { situation, lossSteps }: Asked,
  { gradient, unit, step }: Printed,
  isBefore: boolean,
): number {
  const under: Situation = isBefore ? { ...network.situation, held: [], initial: () => 0 } : situation;
  const quantity = gradient ?? '';
  if (step === 0) return Number.NaN;
  const loss = (by: number) => lossOf(network, under, runAgain(under, { quantity, unit, step, by }), lossSteps);
  const e = 1e-3;
  return (8 * (loss(e) - loss(-e)) - (loss(2 * e) - loss(-2 * e))) / (12 * e);
}

function lossOf(
  { targets }: Shipped,
  { outputs, isClasses }: Situation,
  again: Again,
  lossSteps: readonly number[],
): number {
  const losses = lossSteps.map((step) => {
    const target = targets[step - 1];
    if (!target) return 0;
    const scores = Array.from({ length: outputs }, (_, k) => again.score(k + 1, step));
    if (target.kind === 'numbers') {
      return scores.reduce((sum, score, k) => sum + (score - (target.numbers[k] ?? 0)) ** 2, 0) / outputs;
    }
    const top = Math.max(...scores);
    const total = Math.log(scores.reduce((sum, score) => sum + Math.exp(score - top), 0));
    const surprises = target.classes.map((right) => total - ((scores[right] ?? 0) - top));
    return isClasses ? surprises.reduce((sum, one) => sum + one, 0) / surprises.length : Number.NaN;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Half of its last digit is how far a number may be from what it stands for; differences know a gradient to about 1e-8. */
function isPrintedAs(value: number, text: string, isGradient: boolean): boolean {
  const parts = /^([+−]?)(\d+)(?:\.(\d+))?(?:\s×\s10⁻([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text);
  if (!parts || !Number.isFinite(value)) return false;
  const [, sign = '', whole = '', decimals = '', power = ''] = parts;
  const exponent = -Number([...power].map((digit) => digits.indexOf(digit)).join('') || 0);
  const shown = (sign === '−' ? -1 : 1) * Number(`${whole}.${decimals || 0}e${exponent}`);
  const half = 0.5 * 10 ** (exponent - decimals.length);
  const own = isGradient ? 3e-8 + Math.abs(value) * 1e-6 : 1e-9;
  return Math.abs(shown - value) <= (isGradient && text === '0' ? 0 : half) + own;
}
