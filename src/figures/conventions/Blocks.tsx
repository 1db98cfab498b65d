/** How the numbers are stacked: each tensor with its shape, and its blocks from first to last. */
import type { JSX } from 'preact';
import { untranslated } from '../shared/Words.tsx';
import type { StackedTensor } from './tensors.ts';
import type { ConventionTexts } from './types.ts';

const colours: Readonly<Record<string, string>> = {
  resetGate: 'forget',
  forgetGate: 'forget',
  updateGate: 'output',
  outputGate: 'output',
  inputGate: 'input',
  candidate: 'candidate',
};

interface BlocksProps {
  readonly texts: ConventionTexts;
  readonly tensors: readonly StackedTensor[];
}

export function Blocks({ texts, tensors }: BlocksProps): JSX.Element {
  return (
    <table class="conventions-blocks">
      <thead>
        <tr>
          <th scope="col">{texts['blocks.tensor']}</th>
          <th scope="col">{texts['blocks.shape']}</th>
          <th scope="col">{texts['blocks.order']}</th>
        </tr>
      </thead>
      <tbody>
        {tensors.map(({ name, shape, blocks, isZero }) => (
          <tr key={name}>
            <th scope="row" {...untranslated}>
              {name}
            </th>
            <td {...untranslated}>{shape}</td>
            <td {...untranslated}>
              {isZero ? (
                <span class="conventions-zero">0</span>
              ) : (
                <span class="conventions-stack">
                  {blocks.map(({ quantity, letter, isTurned }) => (
                    <span key={quantity} style={{ '--colour': `var(--${colours[quantity] ?? 'ink'})` }}>
                      {isTurned ? '−' : ''}
                      <i>{letter}</i>
                    </span>
                  ))}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
