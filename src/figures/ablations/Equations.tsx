/** The LSTM's six lines; the one that is changed struck through, and what stands in its place. */
import type { JSX } from 'preact';
import { untranslated } from '../shared/Words.tsx';
import { changes, lines } from './equations.ts';
import type { Part } from './types.ts';

export function Equations({ part, label }: { readonly part: Part; readonly label: string }): JSX.Element {
  const change = changes[part];
  return (
    <ul class="ablations-lines" aria-label={label} {...untranslated}>
      {lines.map(({ name, right }) => {
        const isChanged = change?.line === name;
        const left = `${name}_t = `;
        return (
          <li key={name} data-changed={isChanged ? '' : undefined}>
            {isChanged ? (
              <>
                <del>
                  <Written text={left + right} />
                </del>{' '}
                <ins>
                  <Written text={left + change.right} />
                </ins>
              </>
            ) : (
              <Written text={left + right} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** With its subscripts; functions, numbers and brackets upright. */
function Written({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {text.split(/(_\{[^}]*\}|_.|tanh|σ|[0-9()])/).map((piece, k) => {
        if (k % 2 === 0) return piece;
        return piece.startsWith('_') ? <sub key={k}>{piece.replace(/[_{}]/g, '')}</sub> : <span key={k}>{piece}</span>;
      })}
    </>
  );
}
