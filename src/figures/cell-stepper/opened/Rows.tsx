/** The rows of an opened product: name, numbers, and the term laid where the sum stood; then the sum and its curve. */
import type { ComponentChildren, JSX } from 'preact';
import { format, formatNumber, formatValue } from '../../shared/numbers.ts';
import { untranslated, Words } from '../../shared/Words.tsx';
import { signedFill } from '../parts.tsx';
import { type Axis, axisOf } from './axis.ts';
import { Bar, Curve } from './Curve.tsx';
import { RowName } from './Names.tsx';
import { OpenedValue, type Reach } from './Number.tsx';
import type { Opened, OpenedRow } from './parts.ts';

interface RowsProps {
  readonly reach: Reach;
  readonly opened: Opened;
}

export function OpenedRows({ reach, opened }: RowsProps): JSX.Element {
  const { texts } = reach;
  const { inner, rows, sum, squash, last, clipped, result } = opened;
  const axis = axisOf(opened);
  const whole = rows.find(({ kind }) => kind === 'inner')?.factors[1];
  const isLayer = rows.some(({ kind }) => kind === 'bias');
  const hasSum = rows.length > 1;
  const terms = (list: readonly OpenedRow[]) => list.map((row) => <Term key={rowKey(row)} {...{ reach, row, axis }} />);
  return (
    <div
      class="opened-rows"
      data-three={rows.some(({ factors }) => factors.length > 2) ? '' : undefined}
      style={{ '--zero-at': axis.at(0) }}
    >
      <div class="opened-row opened-heads" aria-hidden="true">
        <span />
        <span>{isLayer ? texts['opened.weight'] : ''}</span>
        <span />
        <span>{isLayer ? texts['opened.value'] : ''}</span>
        <span />
        <span>{rows.length > 0 ? texts['opened.product'] : ''}</span>
        <span class="opened-ticks" {...untranslated}>
          <span key={axis.reach}>{formatNumber(-axis.reach, 1)}</span>
          <span>0</span>
          <span key={-axis.reach}>{formatNumber(axis.reach, 1)}</span>
        </span>
      </div>
      {terms(inner)}
      {whole && (
        <Line name={<i>{texts['opened.sum']}</i>} result={<OpenedValue reach={reach} of={whole} />}>
          <Bar axis={axis} from={0} to={whole.value} kind="sum" />
        </Line>
      )}
      {terms(rows)}
      {(hasSum || squash) && (
        <Line
          name={
            hasSum ? (
              <span class="opened-words">{texts['opened.sum']}</span>
            ) : (
              <RowName stepper={reach.stepper} of={sum} />
            )
          }
          note={clipped === null ? null : format(texts['opened.clipped'], { value: formatValue(clipped) })}
          result={<OpenedValue reach={reach} of={sum} isResult={squash === null} />}
        >
          <Bar axis={axis} from={0} to={clipped ?? sum.value} kind="sum" />
        </Line>
      )}
      {squash && (
        <div class="opened-row opened-row-curve">
          <span class="opened-name" {...untranslated}>
            {squash.letter}
          </span>
          <span class="opened-equals" {...untranslated}>
            =
          </span>
          <span class="opened-product">
            <OpenedValue reach={reach} of={squash.result} isResult={last === null} />
          </span>
          <Curve axis={axis} squash={squash} argument={clipped ?? sum.value} />
        </div>
      )}
      {last && <Term reach={reach} row={last} axis={axis} isResult />}
      {rows.length === 0 && !squash && (
        <Line
          name={<RowName stepper={reach.stepper} of={result} />}
          result={<OpenedValue reach={reach} of={result} isResult />}
        >
          <span class="opened-words">{texts['opened.constant']}</span>
        </Line>
      )}
    </div>
  );
}

interface LineProps {
  readonly name: ComponentChildren;
  readonly result: ComponentChildren;
  readonly note?: string | null;
  readonly children: ComponentChildren;
}

/** A row without a product. */
function Line({ name, result, note, children }: LineProps): JSX.Element {
  return (
    <div class="opened-row">
      <span class="opened-name">{name}</span>
      <span class="opened-note">{note && <Words>{note}</Words>}</span>
      <span class="opened-equals" {...untranslated}>
        =
      </span>
      <span class="opened-product">{result}</span>
      {children}
    </div>
  );
}

interface TermProps {
  readonly reach: Reach;
  readonly row: OpenedRow;
  readonly axis: Axis;
  readonly isResult?: boolean;
}

function Term({ reach, row, axis, isResult = false }: TermProps): JSX.Element {
  const { stepper, texts } = reach;
  const { kind, factors, result, sign, hidden, from } = row;
  const bar = <Bar axis={axis} from={from} to={from + result.value} kind="term" />;
  const product = (
    <span class="opened-product">
      <OpenedValue reach={reach} of={result} isResult={isResult || kind === 'complement'} />
    </span>
  );
  const equals = (
    <span class="opened-equals" {...untranslated}>
      =
    </span>
  );
  if (kind === 'rest') {
    const count = hidden?.length ?? 0;
    const open = () => {
      stepper.opening.isWhole.value = true;
    };
    return (
      <div class="opened-row" data-kind={kind}>
        <button
          type="button"
          class="text-button opened-more"
          aria-label={format(texts['opened.more.name'], { count })}
          onClick={open}
        >
          <Words>{format(texts['opened.more'], { count })}</Words>
        </button>
        {equals}
        {product}
        {bar}
      </div>
    );
  }
  const [first, ...others] = factors;
  const isAlone = others.length === 0;
  return (
    <div class="opened-row" data-kind={kind}>
      <span class="opened-name">
        <RowName stepper={stepper} of={kind === 'complement' ? (first ?? result) : result} row={row} />
      </span>
      <span class="opened-weight">{first && <OpenedValue reach={reach} of={first} />}</span>
      <span class="opened-sign" {...untranslated}>
        {isAlone ? '' : sign}
      </span>
      <span class="opened-factors">
        {others.map((factor, k) => (
          <span key={factor.name + factor.unit}>
            {k > 0 && <span class="opened-sign">×</span>}
            {(kind === 'recurrent' || kind === 'peephole') && k === others.length - 1 && (
              <span class="opened-square" style={{ background: signedFill(factor.value) }} />
            )}
            <OpenedValue reach={reach} of={factor} />
          </span>
        ))}
      </span>
      {equals}
      {product}
      {bar}
    </div>
  );
}

function rowKey({ kind, result }: OpenedRow): string {
  return `${kind} ${result.name}`;
}
