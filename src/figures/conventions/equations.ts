/**
 * The cell's lines in each one's letters, for every way the switches may stand. Rendered at build; the figure shows
 * those that `keysOf` names. A key is what the line depends on, joined by dots.
 */
import { options } from './state.ts';
import type { ConventionState, Letters } from './types.ts';

const raw = String.raw;
const r = (letter: string) => raw`\term{resetGate}{${letter}}`;
const z = (letter: string) => raw`\term{updateGate}{${letter}}`;
const n = (letter: string) => raw`\term{candidate}{${letter}}`;
const x = (letter: string) => raw`\term{input}{${letter}}`;
const before = (letter: string) => raw`\term{previousHiddenState}{${letter}}`;

/** How one of them writes a GRU: block is r, z or n. */
interface Hand {
  readonly r: string;
  readonly z: string;
  readonly n: string;
  readonly h: string;
  readonly previous: string;
  /** The input's product, and the recurrent one of what is given. */
  input(block: string): string;
  recurrent(block: string, state: string): string;
  /** The first bias and the second. */
  biases(block: string): readonly [string, string];
}

const hands: Readonly<Record<Letters, Hand>> = {
  pytorch: {
    ...{ r: r('r_t'), z: z('z_t'), n: n('n_t'), h: 'h_t', previous: before('h_{t-1}') },
    input: (block) => raw`W_{i${block}}${x('x_t')}`,
    recurrent: (block, state) => raw`W_{h${block}}${state}`,
    biases: (block) => [`b_{i${block}}`, `b_{h${block}}`],
  },
  keras: {
    ...{ r: r('r_t'), z: z('z_t'), n: n(raw`\tilde h_t`), h: 'h_t', previous: before('h_{t-1}') },
    input: (block) => raw`${x('x_t')}K_${named(block)}`,
    recurrent: (block, state) => raw`${state}U_${named(block)}`,
    biases: (block) => [`b_${named(block)}`, `b'_${named(block)}`],
  },
  onnx: {
    ...{ r: r('r_t'), z: z('z_t'), n: n(raw`\mathrm{h}_t`), h: 'H_t', previous: before('H_{t-1}') },
    input: (block) => raw`${x('X_t')}W_${named(block)}^{\top}`,
    recurrent: (block, state) => raw`${state}R_${named(block)}^{\top}`,
    biases: (block) => [`W_{b${named(block)}}`, `R_{b${named(block)}}`],
  },
  paper: {
    ...{ r: r('r_t'), z: z('z_t'), n: n(raw`\tilde h_t`), h: 'h_t', previous: before('h_{t-1}') },
    input: (block) => raw`W${own(block)}${x('x_t')}`,
    recurrent: (block, state) => raw`U${own(block)}${state}`,
    biases: (block) => [`b${own(block)}`, `b'${own(block)}`],
  },
  article: {
    ...{ r: r('r_t'), z: z('z_t'), n: n(raw`\widehat h_t`), h: 'h_t', previous: before('h_{t-1}') },
    input: (block) => raw`${x(raw`x^{\top}`)}W_{x${named(block)}}`,
    recurrent: (block, state) => raw`${state}^{\top}W_{h${named(block)}}`,
    biases: (block) => [`b_${named(block)}`, `b'_${named(block)}`],
  },
};

/** Keras, ONNX and the article call the candidate's block h; the papers give it no index. */
function named(block: string): string {
  return block === 'n' ? 'h' : block;
}

function own(block: string): string {
  return block === 'n' ? '' : `_${block}`;
}

function gruLine(key: string): string {
  const [letters = '', line = '', biases = '', reset = ''] = key.split('.');
  const hand = hands[letters as Letters];
  if (line === 'h') {
    const [kept, taken] = biases === 'keeps' ? [hand.z, `(1 - ${hand.z})`] : [`(1 - ${hand.z})`, hand.z];
    const last = raw`${kept} \odot ${hand.previous}`;
    return raw`${hand.h} = ${taken} \odot ${hand.n} + ${last}`;
  }
  const [first, second] = hand.biases(line);
  // Two biases go with their products; one comes last.
  const input = biases === 'two' ? `${hand.input(line)} + ${first}` : hand.input(line);
  const inner = biases === 'two' ? ` + ${second}` : '';
  const outer = biases === 'two' ? '' : ` + ${first}`;
  if (line !== 'n') {
    const gate = line === 'r' ? hand.r : hand.z;
    return raw`${gate} = \sigma(${input} + ${hand.recurrent(line, hand.previous)}${inner}${outer})`;
  }
  if (reset === 'after') {
    const product = `${hand.recurrent('n', hand.previous)}${inner}`;
    return raw`${hand.n} = \tanh(${input} + ${hand.r} \odot (${product})${outer})`;
  }
  const state = raw`(${hand.r} \odot ${hand.previous})`;
  return raw`${hand.n} = \tanh(${input} + ${hand.recurrent('n', state)}${inner}${outer})`;
}

/** The blocks of an LSTM in each order, and the letter of the candidate. */
const lstmBlocks = { ifgo: 'ifgo', iofg: 'iofg' } as const;

function lstmLine(key: string): string {
  const [letters = '', line = '', biases = '', order = ''] = key.split('.');
  const hand = hands[letters as Letters];
  const c = raw`\term{cellState}{${letters === 'onnx' ? 'C_t' : 'c_t'}}`;
  const previous = raw`\term{previousCellState}{${letters === 'onnx' ? 'C_{t-1}' : 'c_{t-1}'}}`;
  const gates: Record<string, string> = {
    i: raw`\term{inputGate}{i_t}`,
    f: raw`\term{forgetGate}{f_t}`,
    g: n({ pytorch: 'g_t', keras: raw`\tilde c_t`, onnx: raw`\mathrm{c}_t` }[letters] ?? 'g_t'),
    o: raw`\term{outputGate}{o_t}`,
  };
  if (line === 'c') return raw`${c} = ${gates['f']} \odot ${previous} + ${gates['i']} \odot ${gates['g']}`;
  if (line === 'h') return raw`${hand.h} = ${gates['o']} \odot \tanh(${c})`;
  const blocks = [...(lstmBlocks[order as keyof typeof lstmBlocks] ?? '')];
  const column = (entries: readonly string[]) => raw`\begin{pmatrix} ${entries.join(raw` \\ `)} \end{pmatrix}`;
  const squash = blocks.map((block) => (block === 'g' ? raw`\tanh` : raw`\sigma`));
  const sum = {
    pytorch: [raw`W_{ih}${x('x_t')}`, raw`W_{hh}${hand.previous}`, 'b_{ih}', 'b_{hh}'],
    keras: [raw`${x('x_t')}K`, `${hand.previous}U`, 'b', "b'"],
    onnx: [raw`${x('X_t')}W^{\top}`, raw`${hand.previous}R^{\top}`, 'W_b', 'R_b'],
  }[letters as 'pytorch' | 'keras' | 'onnx'];
  const [input, recurrent, first, second] = sum ?? [];
  const inside = (biases === 'two' ? [input, first, recurrent, second] : [input, recurrent, first]).join(' + ');
  return raw`${column(blocks.map((block) => gates[block] ?? ''))} = ${column(squash)}(${inside})`;
}

/** The lines on view, first to last: the gates in the order in which their blocks are stacked. */
export function keysOf({ cell, letters, update, reset, order, biases }: ConventionState): string[] {
  if (cell === 'lstm') {
    const blocks = order === 'onnx' ? 'iofg' : 'ifgo';
    return [`lstm.${letters}.gates.${biases}.${blocks}`, `lstm.${letters}.c`, `lstm.${letters}.h`];
  }
  const gates = order === 'pytorch' ? ['r', 'z'] : ['z', 'r'];
  return [
    ...gates.map((gate) => `gru.${letters}.${gate}.${biases}`),
    `gru.${letters}.n.${biases}.${reset}`,
    `gru.${letters}.h.${update}`,
  ];
}

export function texOf(key: string): string {
  const line = key.slice(key.indexOf('.') + 1);
  return key.startsWith('lstm') ? lstmLine(line) : gruLine(line);
}

/** Every line that may come into view, each once. */
export function allKeys(): string[] {
  const gru = (Object.keys(hands) as Letters[]).flatMap((letters) => statesOf('gru', letters));
  const lstm = (['pytorch', 'keras', 'onnx'] as const).flatMap((letters) => statesOf('lstm', letters));
  return [...new Set([...gru, ...lstm].flatMap(keysOf))];
}

function statesOf(cell: ConventionState['cell'], letters: Letters): ConventionState[] {
  return options.order.flatMap((order) =>
    options.biases.flatMap((biases) =>
      options.reset.flatMap((reset) =>
        options.update.map((update) => ({ cell, letters, order, biases, reset, update })),
      ),
    ),
  );
}
