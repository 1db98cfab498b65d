/** Ending a command that was asked for something it cannot do: one sentence, exit code 2. */
export function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
