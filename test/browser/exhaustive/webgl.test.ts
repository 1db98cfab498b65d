/** WebGL2 by software rendering: every product and layer of the suite. */
import { within } from '../engine/judge.ts';
import { webglTest as test } from '../engine/served.ts';

// A graphics processor made of a busy machine's one processor.
test.describe.configure({ timeout: 120_000 });

test('the products of a context are those of three loops', async ({ ask }) => {
  within(1e-5, await ask('products', 'webgl'));
});

for (const cell of ['rnn', 'gru', 'lstm'] as const) {
  test(`a context runs a layer as the reference does, ${cell}`, async ({ ask }) => {
    within(1e-5, await ask('layers', 'webgl', [cell]));
  });
}
