/** The engine's process: `node engine.ts <work> wasm|relaxed`. W is timed beside it. */
import type { CommandPath } from '../../shared/paths.ts';
import { openCeiling } from '../ceiling.ts';
import { prepareEngine } from '../engine.ts';
import { serve } from '../protocol.ts';

await serve((work, path) => prepareEngine(work, path as CommandPath), await openCeiling());
