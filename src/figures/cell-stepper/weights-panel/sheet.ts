/**
 * The numbers that a network starts from, laid out to be changed: what one unit sees through its gates, the readout, and
 * the states before the first step. Units and rows count from 1.
 */
import type { StateName } from '../../../engine/cells/contract.ts';
import type { Colour, StripKind } from '../cells.ts';
import { initialRange } from '../initial.ts';
import type { Stepper } from '../model.ts';
import { blocks, isSet } from '../sums.ts';
import { weightName, writeWeight } from '../weight-names.ts';
import { type ChangedWeight, weightIndex, weightRange } from '../weights.ts';

export const pages = ['unit', 'readout', 'start'] as const;
export type Page = (typeof pages)[number];

/** One number of the sheet. */
export interface SheetCell {
  /** As the chapters call it: "W_hf[2, 3]"; of a state "c_0[2]". */
  readonly name: string;
  readonly now: number;
  readonly was: number;
  readonly isChanged: boolean;
  readonly range: readonly [number, number];
  set(value: number): void;
  giveBack(): void;
}

interface SheetRow {
  readonly letter: string;
  readonly colour: Colour;
  /** Null where this row has no such number. */
  readonly cells: readonly (SheetCell | null)[];
}

export type Group = 'input' | 'hidden' | 'bias' | 'peephole' | 'unit';

export interface Sheet {
  readonly columns: readonly { readonly group: Group; readonly sign: string }[];
  readonly rows: readonly SheetRow[];
}

export function sheetOf(stepper: Stepper, page: Page): Sheet {
  if (page === 'unit') return unitSheet(stepper);
  return page === 'readout' ? readoutSheet(stepper) : startSheet(stepper);
}

/** Every number that is not as the network has it, with the page and unit where it stands. */
export function changedCells(stepper: Stepper): { cell: SheetCell; page: Page; unit: number | null }[] {
  const { weights, initial } = stepper.state.now.value;
  const { hiddenSize } = stepper.trained.network.description;
  const ofWeights = weights.map(({ name, row, column }) => {
    const cell = weightCell(stepper, name, row, column);
    if (name.startsWith('head.')) return { cell, page: 'readout' as const, unit: null };
    const unit = name.includes('peephole') ? column : ((row - 1) % hiddenSize) + 1;
    return { cell, page: 'unit' as const, unit };
  });
  const ofStates = initial.map(({ quantity, unit }) => {
    return { cell: stateCell(stepper, quantity, unit), page: 'start' as const, unit: null };
  });
  return [...ofWeights, ...ofStates];
}

/** What the unit on view sees, gate by gate: the inputs, every unit's old state, its biases, its peephole. */
function unitSheet(stepper: Stepper): Sheet {
  const { trained, cell, strips } = stepper;
  const { inputSize, hiddenSize, bias, variant } = trained.network.description;
  const { unit } = stepper.state.now.value;
  const signs = trained.reading.kind === 'letters' ? trained.alphabet : trained.reading.channels;
  const hasPeepholes = variant?.peepholes === true;
  const rows = strips.filter(({ name }) => blocks[cell].includes(name) && !isSet(trained, name));
  return {
    columns: [
      ...Array.from({ length: inputSize }, (_, k) => ({ group: 'input' as const, sign: signs[k] ?? `${k + 1}` })),
      ...unitColumns(hiddenSize, 'hidden'),
      ...(bias ? ['i', 'h'].map((sign) => ({ group: 'bias' as const, sign })) : []),
      ...(hasPeepholes ? [{ group: 'peephole' as const, sign: 'c' }] : []),
    ],
    rows: rows.map(({ name, letter, colour }) => {
      const row = blocks[cell].indexOf(name) * hiddenSize + unit;
      const at = (parameter: string, column: number) => weightCell(stepper, `rnn.${parameter}_l0`, row, column);
      const gate = ['inputGate', 'forgetGate', 'outputGate'].indexOf(name) + 1;
      const peephole = gate > 0 ? weightCell(stepper, 'rnn.weight_peephole_l0', gate, unit) : null;
      const cells = [
        ...numbered(inputSize).map((column) => at('weight_ih', column)),
        ...numbered(hiddenSize).map((column) => at('weight_hh', column)),
        ...(bias ? [at('bias_ih', 1), at('bias_hh', 1)] : []),
        ...(hasPeepholes ? [peephole] : []),
      ];
      return { letter, colour, cells };
    }),
  };
}

/** From every unit's hidden state to every answer. */
function readoutSheet(stepper: Stepper): Sheet {
  const { trained } = stepper;
  const { hiddenSize } = trained.network.description;
  return {
    columns: [...unitColumns(hiddenSize, 'hidden'), { group: 'bias', sign: 'y' }],
    rows: trained.answers.map((letter, answer) => ({
      ...{ letter, colour: 'ink' },
      cells: [
        ...numbered(hiddenSize).map((column) => weightCell(stepper, 'head.weight', answer + 1, column)),
        weightCell(stepper, 'head.bias', answer + 1, 1),
      ],
    })),
  };
}

function startSheet(stepper: Stepper): Sheet {
  const { hiddenSize } = stepper.trained.network.description;
  const isState = (strip: StripKind) => strip.name === 'cellState' || strip.name === 'hiddenState';
  return {
    columns: unitColumns(hiddenSize, 'unit'),
    rows: stepper.strips.filter(isState).map(({ name, letter, colour }) => ({
      ...{ letter, colour },
      cells: numbered(hiddenSize).map((unit) => stateCell(stepper, name as StateName, unit)),
    })),
  };
}

function weightCell(stepper: Stepper, name: string, row: number, column: number): SheetCell {
  const { trained, edited } = stepper;
  const place: Omit<ChangedWeight, 'value'> = { name, row, column };
  const index = weightIndex(trained, place) ?? -1;
  return {
    name: writeWeight(weightName(trained, index)),
    now: edited.value.parameters.data[index] ?? Number.NaN,
    was: trained.parameters.data[index] ?? Number.NaN,
    isChanged: stepper.state.now.value.weights.some(
      (one) => one.name === name && one.row === row && one.column === column,
    ),
    range: weightRange,
    set: (value) => stepper.setWeight(place, value),
    giveBack: () => stepper.clearWeight(place),
  };
}

function stateCell(stepper: Stepper, quantity: StateName, unit: number): SheetCell {
  const set = stepper.state.now.value.initial.find((one) => one.quantity === quantity && one.unit === unit);
  return {
    name: `${quantity === 'cellState' ? 'c' : 'h'}_0[${unit}]`,
    now: set?.value ?? 0,
    was: 0,
    isChanged: set !== undefined,
    range: initialRange,
    set: (value) => stepper.setInitial(quantity, unit, value),
    giveBack: () => stepper.setInitial(quantity, unit, null),
  };
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k + 1);
}

function unitColumns<G extends Group>(count: number, group: G) {
  return numbered(count).map((unit) => ({ group, sign: `${unit}` }));
}
