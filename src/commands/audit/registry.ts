/** Every audit there is. */
import { axeAudit } from './axe.ts';
import type { Audit } from './contract.ts';
import { latencyAudit } from './latency.ts';
import { networksAudit } from './networks.ts';
import { numbersAudit } from './numbers.ts';
import { originalAudit } from './original.ts';
import { pathsAudit } from './paths.ts';
import { seedsAudit } from './seeds.ts';

export const audits: readonly Audit[] = [
  seedsAudit,
  originalAudit,
  axeAudit,
  pathsAudit,
  networksAudit,
  numbersAudit,
  latencyAudit,
];
