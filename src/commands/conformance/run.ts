/** Cases in, verdicts out: each family has one file that holds its cases against the engine. */
import { type Compute, referencePath } from '../../engine/compute.ts';
import { type Case, type CaseFile, NotOffered } from './case.ts';
import { checkCell } from './cells.ts';
import { Checks } from './checks.ts';
import { checkClipping } from './clipping.ts';
import { checkLayer } from './layers.ts';
import { checkLoss } from './losses.ts';
import { checkOnnxOperator } from './onnx-operators.ts';
import { checkOnnxRecurrent } from './onnx-recurrent.ts';
import { type OpenCompute, openEachTime } from './open.ts';
import { checkOperator } from './operators.ts';
import { checkOptimizer } from './optimizers.ts';
import { checkPublished } from './published.ts';
import { checkTraining } from './training.ts';

type Family = (testCase: Case, checks: Checks, compute: Compute) => void;

const families: Readonly<Record<string, Family>> = {
  torch_cells: checkCell,
  torch_layers: checkLayer,
  torch_varlen: checkLayer,
  torch_tricky: checkLayer,
  torch_losses: checkLoss,
  torch_ops: checkOperator,
  torch_clipping: checkClipping,
  torch_optimizers: checkOptimizer,
  torch_training: checkTraining,
  onnx_rnn: checkOnnxRecurrent,
  onnxruntime_rnn: checkOnnxRecurrent,
  onnx_ops: checkOnnxOperator,
  published_examples: checkPublished,
};

/** Sums of a few terms in double precision land near 1e-15; the engine promises 1e-12 where the files ask for 1e-10. */
const DOUBLE_PRECISION_BOUND = 1e-12;
const strictFamilies = ['torch_cells', 'torch_layers', 'torch_tricky', 'torch_varlen'];
/** What the files ask of an implementation that stores single precision, in their float64 cases too. */
const SINGLE_PRECISION_BOUND = 2e-5;

export type Verdict =
  | { readonly name: string; readonly state: 'skipped'; readonly reason: string }
  | {
      readonly name: string;
      readonly state: 'passed' | 'failed';
      readonly dtype: string;
      /** Largest difference over max(1, largest expected entry), and the same over the tolerance. */
      readonly largest: number;
      readonly share: number;
      readonly problems: readonly string[];
    };

export interface FamilyResult {
  readonly family: string;
  readonly verdicts: readonly Verdict[];
}

/** Every case of a file, each on a way to compute opened for it alone. */
export function runFile({ family, cases }: CaseFile, open: OpenCompute = openEachTime(referencePath)): FamilyResult {
  return { family, verdicts: cases.map((testCase) => judge(family, testCase, open)) };
}

function judge(family: string, testCase: Case, open: OpenCompute): Verdict {
  const { name } = testCase;
  const dtype = testCase.dtype ?? (testCase.expected ? 'printed' : 'float32');
  const check = families[family];
  if (!check) return { name, state: 'skipped', reason: `the family ${family}` };
  const compute = open();
  const checks = new Checks(toleranceOf(family, dtype, testCase, compute));
  try {
    check(testCase, checks, compute);
    if (checks.count === 0) checks.problems.push('the case gives nothing to compare');
  } catch (error) {
    if (error instanceof NotOffered) return { name, state: 'skipped', reason: error.message };
    checks.problems.push(error instanceof Error ? error.message : String(error));
  }
  const { largest, share, problems } = checks;
  return { name, state: problems.length === 0 ? 'passed' : 'failed', dtype, largest, share, problems };
}

function toleranceOf(family: string, dtype: string, { tolerance = 0 }: Case, { precision }: Compute): number {
  if (precision === 'float32') return Math.max(tolerance, SINGLE_PRECISION_BOUND);
  return dtype === 'float64' && strictFamilies.includes(family)
    ? Math.min(tolerance, DOUBLE_PRECISION_BOUND)
    : tolerance;
}
