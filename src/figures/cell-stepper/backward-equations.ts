/**
 * The backward equations of each cell, in the order in which the gradients arise. The book's letters, d for a gradient.
 * Where a variant changes one, another stands in its place under a key of its own.
 */
import type { CellKind, QuantityName } from '../../engine/cells/contract.ts';
import type { LayerDescription } from '../../engine/sequence/contract.ts';

export interface BackwardEquation {
  readonly quantity: QuantityName;
  /** Under which it was rendered: the quantity, and what of the variant is in it. */
  readonly key: string;
  readonly tex: string;
  /** Takes the whole width; short ones stand two in a row. */
  readonly isWide?: boolean;
}

/** What of a network's description the equations depend on. */
export type Differs = Pick<LayerDescription, 'reset' | 'variant' | 'nonlinearity'>;

const d = (term: string, letter: string) => String.raw`\term{${term}}{\mathrm{d}${letter}}`;
const [dH, dNextH, dC, dNextC] = [
  d('hiddenState', 'h_t'),
  d('nextHiddenState', 'h_{t+1}'),
  d('cellState', 'c_t'),
  d('nextCellState', 'c_{t+1}'),
];
const dF = d('forgetGate', 'f_t');
const dI = d('inputGate', 'i_t');
const dG = d('candidate', 'g_t');
const dO = d('outputGate', 'o_t');
const dN = d('candidate', 'n_t');
const dZ = d('updateGate', 'z_t');
const dR = d('resetGate', 'r_t');
const dA = d('preActivation', 'a_t');
const dNextA = d('nextPreActivation', 'a_{t+1}');

/** A factor that the figure draws nowhere; where numbers stand in place of symbols, it has one too. */
const factor = (tex: string) => String.raw`\term{factor}{${tex}}`;

/** What the slope of a squashing function is called where it is not the usual one. */
const slope = (letter: string) => String.raw`\varphi'(${letter})`;

type Line = Omit<BackwardEquation, 'key'> & { readonly differs?: readonly string[] };

function lstm({ variant = {} }: Differs): Line[] {
  const { peepholes, coupled, shown } = variant;
  const seen = ` + ${factor(String.raw`\textstyle\sum_{k} p_k \odot \mathrm{d}a^{k}`)}`;
  const usual = String.raw`(1 - \tanh^2 c_t)`;
  return [
    {
      quantity: 'hiddenState',
      tex: `${dH} = ${factor('s_t')} + ${factor(String.raw`\textstyle\sum_{k \in \{i, f, g, o\}} W_{hk}^{\top}\, \mathrm{d}a^{k}_{t+1}`)}`,
      isWide: true,
    },
    {
      quantity: 'cellState',
      tex: String.raw`${dC} = ${dNextC} \odot ${factor('f_{t+1}')} + ${dH} \odot ${factor('o_t')} \odot ${factor(shown ? slope('c_t') : usual)}${peepholes ? seen : ''}`,
      differs: [...(shown ? ['shown'] : []), ...(peepholes ? ['peepholes'] : [])],
      isWide: true,
    },
    { quantity: 'forgetGate', tex: String.raw`${dF} = ${dC} \odot ${factor('c_{t-1}')}` },
    {
      quantity: 'inputGate',
      tex: String.raw`${dI} = ${dC} \odot ${factor('g_t')}${coupled ? ` - ${dF}` : ''}`,
      differs: coupled ? ['coupled'] : [],
    },
    { quantity: 'candidate', tex: String.raw`${dG} = ${dC} \odot ${factor('i_t')}` },
    {
      quantity: 'outputGate',
      tex: String.raw`${dO} = ${dH} \odot ${factor(shown ? String.raw`\varphi(c_t)` : String.raw`\tanh c_t`)}`,
      differs: shown ? ['shown'] : [],
    },
  ];
}

function gru({ reset = 'after', variant = {} }: Differs): Line[] {
  const isBefore = reset === 'before';
  const takes = variant.update === 'takes';
  const [before, take] = [isBefore ? ['before'] : [], takes ? ['takes'] : []];
  const kept = takes ? '(1 - z_{t+1})' : 'z_{t+1}';
  const through = isBefore
    ? String.raw`r_{t+1} \odot W_{hn}^{\top}\, \mathrm{d}a^{n}_{t+1}`
    : String.raw`W_{hn}^{\top} (r_{t+1} \odot \mathrm{d}a^{n}_{t+1})`;
  const usual = variant.candidate ? slope('a^n_t') : '(1 - n_t^2)';
  return [
    {
      quantity: 'hiddenState',
      tex: String.raw`${dH} = ${factor('s_t')} + ${dNextH} \odot ${factor(kept)} + ${factor(String.raw`\textstyle\sum_{k \in \{r, z\}} W_{hk}^{\top}\, \mathrm{d}a^{k}_{t+1} + ${through}`)}`,
      differs: [...before, ...take],
      isWide: true,
    },
    {
      quantity: 'updateGate',
      tex: String.raw`${dZ} = ${dH} \odot ${factor(takes ? '(n_t - h_{t-1})' : '(h_{t-1} - n_t)')}`,
      differs: take,
    },
    {
      quantity: 'candidate',
      tex: String.raw`${dN} = ${dH} \odot ${factor(takes ? 'z_t' : '(1 - z_t)')}`,
      differs: take,
    },
    {
      quantity: 'resetGate',
      tex: isBefore
        ? String.raw`${dR} = ${factor(String.raw`(W_{hn}^{\top}\, \mathrm{d}a^{n}_{t})`)} \odot ${factor('h_{t-1}')}`
        : String.raw`${dR} = ${dN} \odot ${factor(usual)} \odot ${factor('(W_{hn} h_{t-1} + b_{hn})')}`,
      differs: [...before, ...(variant.candidate && !isBefore ? ['candidate'] : [])],
      isWide: true,
    },
  ];
}

function rnn({ nonlinearity = 'tanh', variant = {} }: Differs): Line[] {
  const isOther = nonlinearity !== 'tanh' || variant.candidate !== undefined;
  return [
    {
      quantity: 'hiddenState',
      tex: `${dH} = ${factor('s_t')} + ${factor(String.raw`W_{hh}^{\top}\, ${dNextA}`)}`,
      isWide: true,
    },
    {
      quantity: 'preActivation',
      tex: String.raw`${dA} = ${dH} \odot ${factor(isOther ? slope('a_t') : '(1 - h_t^2)')}`,
      differs: isOther ? ['slope'] : [],
      isWide: true,
    },
  ];
}

export function backwardEquationsOf(cell: CellKind, differs: Differs): BackwardEquation[] {
  return { lstm, gru, rnn }[cell](differs).map(({ differs: how = [], ...line }) => ({
    ...line,
    key: [line.quantity, ...how].join('.'),
  }));
}

/** All that may be asked for of a cell, each once. */
export function allBackwardEquations(cell: CellKind): BackwardEquation[] {
  const found = differing[cell].flatMap((differs) => backwardEquationsOf(cell, differs));
  return [...new Map(found.map((one) => [one.key, one])).values()];
}

const differing: Readonly<Record<CellKind, readonly Differs[]>> = {
  rnn: [{}, { nonlinearity: 'relu' }],
  gru: [
    {},
    { reset: 'before' },
    { variant: { update: 'takes' } },
    { reset: 'before', variant: { update: 'takes' } },
    { variant: { candidate: 'identity' } },
  ],
  lstm: [
    {},
    { variant: { peepholes: true } },
    { variant: { coupled: true } },
    { variant: { shown: 'identity' } },
    { variant: { shown: 'identity', peepholes: true } },
  ],
};
