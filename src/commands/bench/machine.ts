/** The machine as a report names it: what bears on speed, and nothing that says whose it is. */
import { availableParallelism, cpus } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly v8: string;
}

export function describeMachine(): Machine {
  const { node, v8 } = process.versions;
  return { cpu: cpus()[0]?.model.trim() ?? 'unknown processor', cores: availableParallelism(), node, v8 };
}
