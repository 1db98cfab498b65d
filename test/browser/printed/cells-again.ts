/**
 * The cells written once more, one number at a time and with nothing of the engine: what the pages print is held
 * against this. Units and steps count from 1, as in what is printed; step 0 is before the first.
 */

export interface Held {
  readonly quantity: string;
  readonly unit: number | 'all';
  readonly firstStep: number;
  readonly lastStep: number;
  readonly kind: 'set' | 'scale' | 'freeze';
  readonly value: number;
}

export interface Made {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  readonly hidden: number;
  readonly reset?: 'before' | 'after';
  readonly variant?: { readonly peepholes?: boolean; readonly coupled?: boolean };
}

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

export interface Situation {
  readonly made: Made;
  readonly weight: (name: string, row: number, column?: number) => number;
  /** A row of numbers per step. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: number;
  readonly isClasses: boolean;
  readonly held: readonly Held[];
  readonly initial: (state: string, unit: number) => number;
}

/** Something is added to one number before anything holds it: for differences. */
export interface Nudge {
  readonly quantity: string;
  readonly unit: number;
  readonly step: number;
  readonly by: number;
}

export interface Again {
  /** A quantity, `probability`, or what is made on the way (`forgetGateSum`); NaN for a name that nothing has. */
  at(name: string, unit: number, step: number): number;
  /** The readout before any softmax. */
  score(answer: number, step: number): number;
}

const order = {
  lstm: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
  gru: ['resetGate', 'updateGate', 'candidate'],
  rnn: ['preActivation'],
};
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export function runAgain(situation: Situation, nudge?: Nudge): Again {
  const { made, weight, inputs, held, initial, outputs, isClasses } = situation;
  const { cell, hidden, reset = 'after', variant = {} } = made;
  const units = Array.from({ length: hidden }, (_, k) => k + 1);
  const numbers = new Map<string, number>();
  const keyOf = (name: string, unit: number, step: number) => `${name} ${unit} ${step}`;
  const keep = (name: string, unit: number, step: number, value: number) => {
    numbers.set(keyOf(name, unit, step), value);
    return value;
  };
  const at = (name: string, unit: number, step: number) => numbers.get(keyOf(name, unit, step)) ?? Number.NaN;
  for (const unit of units) {
    keep('hiddenState', unit, 0, initial('hiddenState', unit));
    if (cell === 'lstm') keep('cellState', unit, 0, initial('cellState', unit));
  }
  const nudged = (quantity: string, unit: number, step: number) =>
    nudge?.quantity === quantity && nudge.unit === unit && nudge.step === step ? nudge.by : 0;

  /** Lets everything that holds this number have its way. */
  const take = (quantity: string, unit: number, step: number, own: number) => {
    keep(`${quantity}Own`, unit, step, own);
    let value = own + nudged(quantity, unit, step);
    for (const one of held) {
      const isHere = one.quantity === quantity && (one.unit === 'all' || one.unit === unit);
      if (!isHere || step < one.firstStep || step > one.lastStep) continue;
      if (one.kind === 'set') value = one.value;
      else if (one.kind === 'scale') value *= one.value;
      else value = at(quantity, unit, step - 1);
    }
    return keep(quantity, unit, step, value);
  };

  /** The sum under a gate, a candidate or the plain cell, with its parts kept by name. */
  const sumOf = (quantity: string, unit: number, step: number, row: readonly number[]) => {
    const block = (order[cell] as string[]).indexOf(quantity) * hidden + unit;
    const isReset = cell === 'gru' && quantity === 'candidate';
    const inner = isReset && reset === 'after';
    const own = row.reduce((sum, x, k) => sum + weight('rnn.weight_ih_l0', block, k + 1) * x, 0);
    const biases = [weight('rnn.bias_ih_l0', block), weight('rnn.bias_hh_l0', block)] as const;
    const products = units.map((k) => {
      const gate = isReset && !inner ? at('resetGate', k, step) : 1;
      return weight('rnn.weight_hh_l0', block, k) * gate * at('hiddenState', k, step - 1);
    });
    const past = products.reduce((sum, one) => sum + one, 0);
    keep(`${quantity}InputSum`, unit, step, own);
    keep(`${quantity}RecurrentProducts`, unit, step, past);
    keep(`${quantity}Bias`, unit, step, inner ? biases[0] : biases[0] + biases[1]);
    keep(`${quantity}RecurrentBias`, unit, step, biases[1]);
    keep(`${quantity}RecurrentSum`, unit, step, inner ? past + biases[1] : past);
    if (cell === 'rnn') {
      keep('inputSum', unit, step, own + biases[0] + biases[1]);
      keep('recurrentSum', unit, step, past);
    }
    let sum = own + biases[0];
    if (inner) sum += keep('candidateResetSum', unit, step, at('resetGate', unit, step) * (past + biases[1]));
    else sum += past + biases[1];
    const gate = ['inputGate', 'forgetGate', 'outputGate'].indexOf(quantity);
    if (variant.peepholes && gate >= 0) {
      const seen = at('cellState', unit, quantity === 'outputGate' ? step : step - 1);
      sum += keep(`${quantity}PeepholeSum`, unit, step, weight('rnn.weight_peephole_l0', gate + 1, unit) * seen);
    }
    return keep(`${quantity}Sum`, unit, step, sum);
  };

  for (const [k, numbersRead] of inputs.entries()) {
    const step = k + 1;
    const row = numbersRead.map((x, channel) =>
      keep('input', channel + 1, step, x + nudged('input', channel + 1, step)),
    );
    const each = (quantity: string, compute: (unit: number) => number) => {
      for (const unit of units) take(quantity, unit, step, compute(unit));
    };
    const gate = (quantity: string) => each(quantity, (unit) => sigmoid(sumOf(quantity, unit, step, row)));
    const candidate = () => each('candidate', (unit) => Math.tanh(sumOf('candidate', unit, step, row)));
    if (cell === 'rnn') {
      each('preActivation', (unit) => sumOf('preActivation', unit, step, row));
      each('hiddenState', (unit) => Math.tanh(at('preActivation', unit, step)));
    } else if (cell === 'gru') {
      gate('resetGate');
      gate('updateGate');
      candidate();
      each('hiddenState', (unit) => {
        keep('recalledState', unit, step, at('resetGate', unit, step) * at('hiddenState', unit, step - 1));
        const share = keep('writtenShare', unit, step, 1 - at('updateGate', unit, step));
        const kept = keep('keptState', unit, step, at('updateGate', unit, step) * at('hiddenState', unit, step - 1));
        return kept + keep('writtenState', unit, step, share * at('candidate', unit, step));
      });
    } else {
      gate('inputGate');
      if (variant.coupled) each('forgetGate', (unit) => 1 - at('inputGate', unit, step));
      else gate('forgetGate');
      candidate();
      each('cellState', (unit) => {
        const kept = keep('keptCell', unit, step, at('forgetGate', unit, step) * at('cellState', unit, step - 1));
        return kept + keep('writtenCell', unit, step, at('inputGate', unit, step) * at('candidate', unit, step));
      });
      gate('outputGate');
      each('hiddenState', (unit) => {
        const squashed = keep('squashedCell', unit, step, Math.tanh(at('cellState', unit, step)));
        return keep('shownCell', unit, step, at('outputGate', unit, step) * squashed);
      });
    }
    const scores = Array.from({ length: outputs }, (_, answer) =>
      units.reduce(
        (sum, unit) => sum + weight('head.weight', answer + 1, unit) * at('hiddenState', unit, step),
        weight('head.bias', answer + 1) + nudged('probability', answer + 1, step),
      ),
    );
    const top = Math.max(...scores);
    const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
    for (const [answer, score] of scores.entries()) {
      keep('score', answer + 1, step, score);
      keep('probability', answer + 1, step, isClasses ? Math.exp(score - top) / total : score);
    }
  }
  return { at, score: (answer, step) => at('score', answer, step) };
}
