/** An equation with its numbers in it, for one unit at one step: `c = 0.00 × −1.39 + 0.63 × −0.12 = −0.08, was −1.41`. */
import { differs } from '../shared/numbers.ts';
import { type Colour, stripsOf } from './cells.ts';
import type { Forcing } from './forced.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { isCoupled, isSet, ownValue, squashSign, sumsOf } from './sums.ts';

/** A number of the line; what stands between numbers is plain text. */
export interface ExplainedNumber {
  readonly value: number;
  readonly quantity: string;
  readonly unit: number;
  readonly step: number;
  readonly colour: Colour | null;
  /** The term of the equation that it is the value of, or is made from. */
  readonly term: string | null;
  /** Printed as a term of a sum: "− 0.04", "+ 1.29". */
  readonly isTerm?: boolean;
  readonly isResult?: boolean;
}

interface Explanation {
  readonly parts: readonly (string | ExplainedNumber)[];
  /** Set where the reader holds another value than the line computes. */
  readonly forcedTo: ExplainedNumber | null;
  /** What the reader does with it there. */
  readonly forcing: Forcing;
  /** Set where the value differs from the run without interventions. */
  readonly was: ExplainedNumber | null;
}

/** Null for an equation this cell has no numbers for. */
export function explain(stepper: Stepper, quantity: string): Explanation | null {
  const { cell } = stepper;
  const strip = stripsOf[cell].find(({ name }) => name === quantity);
  if (!strip || quantity === 'probability') return null;
  const { unit, step } = stepper.state.now.value;
  const run = stepper.shown.value;
  const number = (name: string, value: number, more: Partial<ExplainedNumber> = {}): ExplainedNumber => {
    const own = stripsOf[cell].find((other) => other.name === name);
    return { value, quantity: name, unit, step, colour: own?.colour ?? null, term: own?.name ?? null, ...more };
  };
  const at = (name: string) => number(name, valueAt(run, name, unit - 1, step - 1));
  const before = (name: 'cellState' | 'hiddenState') => {
    const term = name === 'cellState' ? 'previousCellState' : 'previousHiddenState';
    return number(name, valueAt(run, name, unit - 1, step - 2), { step: step - 1, term });
  };

  const own = ownValue(run, quantity, unit - 1, step - 1);
  const result = number(quantity, own, { isResult: true });
  const now = valueAt(run, quantity, unit - 1, step - 1);
  const was = valueAt(stepper.before.value, quantity, unit - 1, step - 1);
  const held = stepper.forcedAt(quantity, unit, step);
  const isForced = differs(now, own) || held?.isOn === true;
  const isHeld = isForced && stepper.state.now.value.view !== 'before';
  return {
    parts: [`${strip.letter} = `, ...rightHandSide(), ' = ', result],
    forcing: held?.kind ?? 'set',
    forcedTo: isHeld ? number(quantity, now, { isResult: true }) : null,
    was: !isHeld && differs(now, was) ? number(quantity, was, { colour: null }) : null,
  };

  function rightHandSide(): (string | ExplainedNumber)[] {
    if (isSet(run.trained, quantity))
      return quantity === 'forgetGate' && isCoupled(run.trained) ? ['1 − ', at('inputGate')] : ['1'];
    const sums = sumsOf(run, quantity, unit - 1, step - 1);
    if (sums) {
      const squash = squashSign(run.trained, quantity);
      const input = number(`${quantity}InputSum`, sums.input, { term: 'input' });
      const bias = number(`${quantity}Bias`, sums.bias, { isTerm: true });
      const more = { term: 'previousHiddenState', isTerm: true };
      const recurrent = number(`${quantity}RecurrentSum`, sums.recurrent, more);
      if (sums.isScaledByReset) {
        const inner = { ...recurrent, isTerm: false };
        return [`${squash}(`, input, ' ', bias, ' + ', at('resetGate'), ' × ', inner, ')'];
      }
      const sum: (string | ExplainedNumber)[] = [input, ' ', bias, ' ', recurrent];
      if (sums.peephole !== null) {
        sum.push(' ', number(`${quantity}PeepholeSum`, sums.peephole, { term: 'previousCellState', isTerm: true }));
      }
      return squash === '' ? sum : [`${squash}(`, ...sum, ')'];
    }
    if (quantity === 'cellState') {
      return [at('forgetGate'), ' × ', before('cellState'), ' + ', at('inputGate'), ' × ', at('candidate')];
    }
    const squash = squashSign(run.trained, quantity);
    if (cell === 'lstm') return [at('outputGate'), ` × ${squash}(`, at('cellState'), ')'];
    if (cell === 'rnn') return [`${squash}(`, at('preActivation'), ')'];
    const z = at('updateGate');
    const other = (name: string) => number(name, 1 - z.value, { colour: 'output', term: 'updateGate' });
    const isKeeping = run.trained.network.description.variant?.update !== 'takes';
    const [taken, kept] = isKeeping ? [other('writtenShare'), z] : [z, other('keptShare')];
    return [taken, ' × ', at('candidate'), ' + ', kept, ' × ', before('hiddenState')];
  }
}
