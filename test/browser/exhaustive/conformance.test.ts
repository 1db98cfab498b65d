/** The reference values on WebGL: `npm run conformance -- --path webgl` on the fixtures. */
import { join } from 'node:path';
import { root, runScript } from '../../../src/commands/shared/project.ts';
import { expect, test } from '../engine/served.ts';

// A graphics processor made of a busy machine's one processor.
test.describe.configure({ timeout: 180_000 });

test('every case that means something in single precision passes on a context', async () => {
  const script = join(root, 'src', 'commands', 'conformance.ts');
  const fixtures = join(root, 'test', 'fixtures', 'conformance');
  const { code, printed } = await runScript(script, ['--path', 'webgl', fixtures], { quiet: true });
  expect(printed.trimEnd().split('\n').at(-1)).toBe('327 passed, 0 failed, 8 skipped');
  expect(code).toBe(0);
});
