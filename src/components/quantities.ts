/** The colour token of each quantity: vermilion is f or r, green is o or z. */
const colours: Record<string, string> = {
  input: 'input',
  inputGate: 'input',
  forgetGate: 'forget',
  resetGate: 'forget',
  candidate: 'candidate',
  outputGate: 'output',
  updateGate: 'output',
  cellState: 'cell',
  hiddenState: 'hidden',
  preActivation: 'hidden',
  output: 'ink',
  probability: 'ink',
  loss: 'ink',
  cost: 'ink',
};

export function quantityColour(quantity: string): string {
  const colour = colours[quantity];
  if (!colour)
    throw new Error(`<Equation>: "${quantity}" is no quantity; known are ${Object.keys(colours).join(', ')}`);
  return colour;
}
