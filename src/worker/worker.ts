/**
 * The worker: a thin shell around its desk. Several jobs share it in turn, a slice of about 30 ms each; between slices it
 * hears what the page has to say.
 */

import { createDesk } from './desk.ts';
import { contendersHere, findWay } from './kernels.ts';
import type { ToWorker } from './messages.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
// A message to itself comes after what the page has sent meanwhile, and is not slowed down in a hidden tab as timers are.
const turn = new MessageChannel();

const desk = createDesk({
  post: (message) => scope.postMessage(message),
  now: () => performance.now(),
  requestTurn: () => turn.port2.postMessage(null),
  findWay,
  findContenders: contendersHere,
});
turn.port1.onmessage = desk.turn;
scope.onmessage = ({ data }: MessageEvent<ToWorker>) => desk.hear(data);
