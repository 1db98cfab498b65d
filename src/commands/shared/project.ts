/** Where things lie in the project, and how a command runs one of the installed tools on the Node it runs on itself. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');

const tools = {
  astro: 'astro/bin/astro.mjs',
  biome: '@biomejs/biome/bin/biome',
  playwright: 'playwright/cli.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
} as const;
type Tool = keyof typeof tools;

export interface ToolOptions {
  env?: Record<string, string>;
  /** Collect what the tool prints instead of showing it. */
  quiet?: boolean;
}

export interface ToolResult {
  code: number;
  /** Standard output and error in the order they came; empty unless `quiet`. */
  printed: string;
}

/** Runs an installed tool in the project's root and waits for it. A tool ended by a signal counts as failed. */
export function runTool(tool: Tool, args: readonly string[], options?: ToolOptions): Promise<ToolResult> {
  return runScript(join(root, 'node_modules', tools[tool]), args, options);
}

/** The same for a script given by its path. */
export function runScript(script: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...options.env },
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, printed }));
  });
}

/** Runs tools one after the other, all of them; 0 if every one succeeded, else the first failing exit code. */
export async function runTools(calls: readonly (readonly [Tool, ...string[]])[]): Promise<number> {
  let worst = 0;
  for (const [tool, ...args] of calls) {
    const { code } = await runTool(tool, args);
    worst ||= code;
  }
  return worst;
}
