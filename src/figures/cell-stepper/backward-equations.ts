/** The backward equations of each cell, in the order in which the gradients arise. The book's letters, d for a gradient. */
import type { CellKind, QuantityName } from '../../engine/cells/contract.ts';

export interface BackwardEquation {
  readonly quantity: QuantityName;
  readonly tex: string;
  /** Takes the whole width; short ones stand two in a row. */
  readonly isWide?: boolean;
}

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

export const backwardEquations: Readonly<Record<CellKind, readonly BackwardEquation[]>> = {
  lstm: [
    {
      quantity: 'hiddenState',
      tex: String.raw`${dH} = s_t + \textstyle\sum_{k \in \{i, f, g, o\}} W_{hk}^{\top}\, \mathrm{d}a^{k}_{t+1}`,
      isWide: true,
    },
    {
      quantity: 'cellState',
      tex: String.raw`${dC} = ${dNextC} \odot f_{t+1} + ${dH} \odot o_t \odot (1 - \tanh^2 c_t)`,
      isWide: true,
    },
    { quantity: 'forgetGate', tex: String.raw`${dF} = ${dC} \odot c_{t-1}` },
    { quantity: 'inputGate', tex: String.raw`${dI} = ${dC} \odot g_t` },
    { quantity: 'candidate', tex: String.raw`${dG} = ${dC} \odot i_t` },
    { quantity: 'outputGate', tex: String.raw`${dO} = ${dH} \odot \tanh c_t` },
  ],
  gru: [
    {
      quantity: 'hiddenState',
      tex: String.raw`${dH} = s_t + ${dNextH} \odot z_{t+1} + \textstyle\sum_{k \in \{r, z\}} W_{hk}^{\top}\, \mathrm{d}a^{k}_{t+1} + W_{hn}^{\top} (r_{t+1} \odot \mathrm{d}a^{n}_{t+1})`,
      isWide: true,
    },
    { quantity: 'updateGate', tex: String.raw`${dZ} = ${dH} \odot (h_{t-1} - n_t)` },
    { quantity: 'candidate', tex: String.raw`${dN} = ${dH} \odot (1 - z_t)` },
    {
      quantity: 'resetGate',
      tex: String.raw`${dR} = ${dN} \odot (1 - n_t^2) \odot (W_{hn} h_{t-1} + b_{hn})`,
      isWide: true,
    },
  ],
  rnn: [
    { quantity: 'hiddenState', tex: String.raw`${dH} = s_t + W_{hh}^{\top}\, ${dNextA}`, isWide: true },
    { quantity: 'preActivation', tex: String.raw`${dA} = ${dH} \odot (1 - h_t^2)`, isWide: true },
  ],
};
