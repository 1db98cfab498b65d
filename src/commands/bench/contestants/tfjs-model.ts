/**
 * TensorFlow.js on every work. One function without a word from outside it, because a page gets it as text.
 *
 * Letters: B batch, T time, I input, H hidden, G blocks.
 */
import type { createRequire } from 'node:module';
import type { Work } from '../work.ts';

/** A library that is not installed when this is compiled. */
export type Library = ReturnType<ReturnType<typeof createRequire>>;

/** What recurrentNumbers or productNumbers give, as plain lists. */
export interface PlainNumbers {
  readonly weights: readonly (readonly number[])[];
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly learningRate: number;
}

export interface TfjsSteps {
  step(): number | Promise<number>;
  readonly results: number[];
  readonly differs?: string;
}

/** `isLazy`: the backend computes when a result is read, as WebGL does, so every step reads one. */
export async function prepareTfjs(tf: Library, work: Work, numbers: PlainNumbers, isLazy: boolean): Promise<TfjsSteps> {
  if (work.kind === 'matmul') {
    const { side } = work;
    const [left, right] = numbers.weights.map((values) => tf.tensor2d(values, [side, side]));
    const multiply = () => {
      const product = tf.matMul(left, right);
      if (isLazy) product.dataSync();
      product.dispose();
      return 0;
    };
    const entries = tf.tidy(() => [...tf.matMul(left, right).dataSync()].slice(0, 3));
    return { step: multiply, results: entries };
  }
  const { cell, hiddenSize: H, steps: T, batch: B, inputSize: I } = work;
  // The weights are set below; drawing orthogonal ones first would take seconds.
  const options = { units: H, inputShape: [T, I], recurrentInitializer: 'zeros' };
  const gated = { ...options, recurrentActivation: 'sigmoid' };
  const layer = {
    lstm: () => tf.layers.lstm({ ...gated, unitForgetBias: false }),
    gru: () => tf.layers.gru({ ...gated, resetAfter: false }),
    rnn: () => tf.layers.simpleRNN(options),
  }[cell]();
  const model = tf.sequential({ layers: [layer, tf.layers.dense({ units: 1 })] });

  // Keras keeps (I, G * H) where PyTorch keeps (G * H, I), and one bias where PyTorch has two to be added.
  const [inputWeights, recurrentWeights, inputBias, recurrentBias, head, headBias] = numbers.weights;
  const rows = inputBias.length;
  model.setWeights([
    tf.transpose(tf.tensor2d(inputWeights, [rows, I])),
    tf.transpose(tf.tensor2d(recurrentWeights, [rows, H])),
    tf.add(tf.tensor1d(inputBias), tf.tensor1d(recurrentBias)),
    tf.tensor2d(head, [H, 1]),
    tf.tensor1d(headBias),
  ]);
  const inputs = tf.transpose(tf.tensor3d(numbers.inputs, [T, B, I]), [1, 0, 2]);
  const targets = tf.tensor2d(numbers.targets, [B, 1]);

  if (work.kind === 'inference') {
    const infer = () => tf.tidy(() => model.predict(inputs).dataSync()[0]);
    return { step: infer, results: [infer()] };
  }
  model.compile({ optimizer: tf.train.adam(numbers.learningRate), loss: 'meanSquaredError' });
  const learn = () => model.trainOnBatch(inputs, targets);
  // The first loss alone is everybody's: Adam moves one bias half as far as two.
  const results = [await learn()];
  const differs = cell === 'gru' ? { differs: 'its GRU resets before the product' } : {};
  return { step: learn, results, ...differs };
}
