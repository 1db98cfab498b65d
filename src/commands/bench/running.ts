/** A contestant's process as the bench sees it: started, asked, stopped. protocol.ts is the other end. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Question, Ready } from './protocol.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Running {
  readonly ready: Ready;
  ask(question: Question): Promise<Answer>;
  stop(): void;
}

/** A contestant that says nothing for so long is given up: the slowest of them takes 4 s for a step. */
const PATIENCE_MS = 180_000;

/** Starts a contestant and waits until it is ready. Rejects with the last thing it said when it ends instead. */
export async function start({ program, args, env }: Command, patienceMs = PATIENCE_MS): Promise<Running> {
  const child = spawn(program, args, { stdio: 'pipe', env: { ...process.env, ...env } });
  // A contestant that is gone is noticed by its end, not by what can no longer be said to it.
  child.stdin.on('error', () => {});
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const ended = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => reject(new Error(reason(complaint) ?? `it ended with ${signal ?? code}`)));
  });
  ended.catch(() => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const next = async <Message>(): Promise<Message> => {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`it said nothing for ${patienceMs / 1000} s`)), patienceMs);
    });
    // At the end of its output the process is about to say why it ended.
    const line = lines.next().then(({ value, done }) => (done ? ended : (value as string)));
    try {
      return JSON.parse(await Promise.race([line, silence])) as Message;
    } catch (error) {
      child.kill();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    ready: await next<Ready>(),
    ask: (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return next<Answer>();
    },
    stop: () => child.stdin.end(),
  };
}

/** The line of an uncaught error that says what it was; else the last line of all. */
function reason(complaint: string): string | undefined {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '' && !/^Node\.js v/.test(line));
  return (lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines.at(-1))?.trim();
}
