/** Experiment 6a of 1997 on five seeds: the paper's network, updates and rule, then its 2,560 test sequences. */
import { createOriginalTraining, ORDER_6A_ORIGINAL } from '../../training/original.ts';
import { originalPlan } from '../../worker/original-plan.ts';
import type { Audit, PartResult } from './contract.ts';

const { mostSequences, testSequences } = originalPlan;
const seeds = [1, 2, 3, 4, 5];
/** Of the test sequences; the paper reports 1. */
const mostWrong = 5;

export const originalAudit: Audit = {
  name: 'original',
  description: 'the network of 1997 learns temporal order by the rule of its paper, on five seeds',
  parts: () => seeds.map((seed) => `seed ${seed}`),
  run: async (part) => judge(Number(part.split(' ')[1])),
};

function judge(seed: number): PartResult {
  const training = createOriginalTraining(ORDER_6A_ORIGINAL, seed);
  let report = training.advance();
  while (!report.isLearned && report.sequences < mostSequences) report = training.advance();
  const wrong = training.countWrong(testSequences);
  const outcome = report.isLearned ? 'learned after' : 'not learned by';
  return {
    passed: report.isLearned && wrong <= mostWrong,
    detail: `${outcome} ${report.sequences} sequences, ${wrong} of ${testSequences} wrong`,
  };
}
