/** Every network that ships comes out again from its run with the same bits, one part for each file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parametersFromTensors, readSafetensors } from '../../exchange/safetensors.ts';
import type { Run } from '../../training/run.ts';
import { createTraining, train } from '../../training/trainer.ts';
import { openPath } from '../shared/paths.ts';
import { root } from '../shared/project.ts';
import type { Audit, PartResult } from './contract.ts';

const folder = join(root, 'content', 'networks');

export const networksAudit: Audit = {
  name: 'networks',
  description: 'the trained networks that ship come out again from their seeds, bit for bit',
  parts: () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .filter((name) => !isHandSet(name))
      .sort(),
  run: replay,
};

async function replay(name: string): Promise<PartResult> {
  const { run } = about(name);
  const training = createTraining(run, undefined, await openPath());
  for (const _ of train(training));
  const { tensors } = readSafetensors(readFileSync(join(folder, `${name}.safetensors`)));
  const shipped = parametersFromTensors(training.network.shapes, tensors).data;
  const differing = shipped.filter((value, k) => value !== training.parameters.data[k]).length;
  return { passed: differing === 0, detail: `${differing} of ${shipped.length} numbers differ` };
}

/** Weights that no training made; `test/experiments/hand-set.test.ts` makes them again. */
function isHandSet(name: string): boolean {
  return 'handSet' in about(name);
}

function about(name: string): { run: Run } {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { run: Run };
}
