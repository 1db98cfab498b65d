import { describe, expect, test } from 'vitest';
import { seedsAudit } from '../../src/commands/audit/seeds.ts';

// Seed 1 of every recipe here; `npm run audit seeds` runs all five.
const parts = (await seedsAudit.parts()).filter((part) => part.endsWith(' 1'));

describe('recipe R, as measured', () => {
  test('covers all four tasks', () => expect(parts.length).toBe(11));

  test.each(parts)('%s', async (part) => {
    const { passed, detail } = await seedsAudit.run(part);
    expect(passed, detail).toBe(true);
  });
});
