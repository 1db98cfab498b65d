/** Small steppers of every cell and variant, for tests of what is the same in all of them. */
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { createTrained } from '../../src/figures/cell-stepper/network.ts';
import { readLetters } from '../../src/figures/cell-stepper/sequence.ts';
import { lastCapitalTask } from '../../src/tasks/last-capital.ts';

/** Every cell and every variant that changes what a weight multiplies, what its sum is, or what squashes it. */
export const described = {
  rnn: { cell: 'rnn' },
  'rnn, relu': { cell: 'rnn', nonlinearity: 'relu' },
  gru: { cell: 'gru' },
  'gru, reset before': { cell: 'gru', reset: 'before' },
  'gru, z takes, sums clipped': { cell: 'gru', variant: { update: 'takes', clip: 0.8 } },
  lstm: { cell: 'lstm' },
  'lstm, peepholes': { cell: 'lstm', variant: { peepholes: true } },
  'lstm, coupled': { cell: 'lstm', variant: { coupled: true } },
  'lstm without its output gate': { cell: 'lstm', variant: { without: ['outputGate'] } },
  'lstm, nothing squashed': { cell: 'lstm', variant: { candidate: 'identity', shown: 'identity' } },
} as const;

/** Of random weights; the loss looks at step 9 and four steps before the end, at 20 of 24. */
export function openVariant(name: keyof typeof described, hiddenSize = 5, length = 24): Stepper {
  const task = lastCapitalTask(length);
  const sizes = { inputSize: task.inputSize, hiddenSize, outputSize: task.outputSize, bias: true };
  const network = createNetwork({ ...sizes, ...described[name] }, referenceKernels);
  const parameters = network.createParameters();
  const random = createRandom(7, name);
  // Small enough for a plain cell of many units to stay out of chaos, where differences measure nothing.
  const scale = hiddenSize > 5 ? 0.2 : 0.5;
  for (let k = 0; k < parameters.data.length; k += 1) parameters.data[k] = scale * random.gaussian();
  const trained = createTrained(task, network, parameters);
  const begun = beginningOf(trained);
  const longer = begun.sequence.letters.repeat(Math.ceil(length / 24)).slice(0, length);
  const stepper = createStepper('any', trained, { ...begun, sequence: readLetters(trained, longer) });
  stepper.setLossStep(length - 4);
  stepper.toggleLossStep(9);
  return stepper;
}

/** Sets, scales and freezes something of every quantity that can be forced, and scales what was frozen. */
export function forceSome(stepper: Stepper): void {
  stepper.strips.forEach(({ name, range }, k) => {
    if (name === 'probability' || name === 'input' || !range) return;
    stepper.forceAs('set', name, 1, 10 + k, 0.4);
    stepper.forceAs('scale', name, 2, 7 + k, 0.5);
    stepper.forceAs('freeze', name, 3, 12 + (k % 4));
  });
  stepper.forceAs('freeze', 'hiddenState', 4, 6);
  const frozen = stepper.forcedAt('hiddenState', 4, 6);
  if (frozen) stepper.edit(frozen, { lastStep: 8 });
}
