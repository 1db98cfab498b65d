/** Every audit there is. */
import { axe } from './axe.ts';
import type { Audit } from './contract.ts';

export const audits: readonly Audit[] = [axe];
