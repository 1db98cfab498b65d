/** A bar with the time left, rewritten in place on a terminal, silent elsewhere. */
import type { WriteStream } from 'node:tty';

interface ProgressBar {
  /** `done` of the total, and a few words. */
  show(done: number, words: string): void;
  end(): void;
}

const WIDTH = 30;
const REDRAW_EVERY_MS = 100;

export function createProgressBar(stream: WriteStream, total: number): ProgressBar {
  const startedMs = performance.now();
  let shownMs = -Infinity;
  return {
    show(done, words) {
      const nowMs = performance.now();
      if (!stream.isTTY || (nowMs - shownMs < REDRAW_EVERY_MS && done < total)) return;
      shownMs = nowMs;
      const filled = Math.round((WIDTH * done) / total);
      const left = Math.ceil((((nowMs - startedMs) / done) * (total - done)) / 1000);
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      stream.write(`\r\u001b[K${bar} ${done} of ${total}, at most ${left} s left, ${words}`);
    },
    end() {
      if (stream.isTTY && shownMs > 0) stream.write('\n');
    },
  };
}
