/** What a command was asked for; when that is something it cannot do: one sentence, exit code 2. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

export function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

/** Node's `parseArgs`; an unknown or misused option is refused with the first line of what Node says. */
export function readArguments<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse((error as Error).message.split('\n')[0]);
  }
}

/** What the action gives; what it throws is refused in one sentence, after `prefix`. */
export function attempt<T>(action: () => T, prefix = ''): T {
  try {
    return action();
  } catch (error) {
    return refuse(`${prefix}${(error as Error).message}`);
  }
}
