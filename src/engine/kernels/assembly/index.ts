/** What the compiled binary offers. Compiled twice: plain SIMD, and with relaxed multiply-add. */

export { adam } from './adam';
export { gruBackward, gruForward, gruWeightGradient } from './gru';
export { lstmBackward, lstmForward, lstmWeightGradient } from './lstm';
export { matmul } from './matmul';
export { addToPanels, fromPanels, packInputs, toPanels } from './pack';
export { rnnBackward, rnnForward, rnnWeightGradient } from './rnn';
export { tile6 } from './tiles';
export { packWeights, packWeightsBack, unpackGradients } from './weights';
