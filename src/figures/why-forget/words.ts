/** Every sentence the figure says, made from what was measured and from nothing else. */
import type { CellKind } from '../../engine/cells/contract.ts';
import { format, formatNumber, formatShare, formatValue } from '../shared/numbers.ts';
import type { OwnRun } from '../shared/own-runs.ts';
import type { LineName } from './lines.ts';
import type { Shown } from './model.ts';
import type { AtFirst, ForgetTexts, NetworkOffer } from './types.ts';

/** A state of which less is left than this is called lost, and more, kept. */
const keptShare = 0.01;
/** From here up one unit's road is enough to have kept it. */
const enough = 0.1;

/**
 * Kept or lost, and by what. `road`: the factors on the straight road account for it. `rest`: they do not; everything
 * else that the state takes part in made up for them, or took away what they would have kept.
 */
export type Finding = 'kept.road' | 'kept.rest' | 'lost.road' | 'lost.rest';

export function findingOf({ jacobian, best }: Pick<AtFirst, 'jacobian' | 'best'>): Finding {
  if (jacobian >= keptShare) return best >= enough ? 'kept.road' : 'kept.rest';
  return best >= keptShare ? 'lost.rest' : 'lost.road';
}

export function titleOf(texts: ForgetTexts, { atFirst, own }: Shown): string {
  if (!atFirst) return texts.title;
  const { cell, steps } = atFirst;
  // Between the symbol and the question of the task that ships; other tasks count their steps in other ways.
  const span = isRemembering(own)
    ? format(texts['span.lag'], { n: steps - 2 })
    : format(texts['span.steps'], { n: steps - 1 });
  return format(texts[`title.${findingOf(atFirst)}.${cell}`], { span });
}

/** What the factors alone would have kept, what everything together keeps, and what is left of the gradient. */
export function findingWords(texts: ForgetTexts, { atFirst }: Shown): string {
  if (!atFirst) return '';
  const { cell, bestUnit, steps, typical, best, jacobian, gradient } = atFirst;
  const values = {
    steps: steps - 1,
    unit: bestUnit + 1,
    typical: formatShare(typical),
    best: formatShare(best),
    jacobian: formatShare(jacobian),
    gradient: formatShare(gradient),
  };
  return [
    format(texts[`road.${cell}`], values),
    format(texts[`finding.${findingOf(atFirst)}.${cell}`], values),
    format(texts['finding.gradient'], values),
  ].join(texts.space);
}

/** A line's name: whose factors, whose derivative. */
export function lineName(texts: ForgetTexts, cell: CellKind, name: LineName, bestUnit: number): string {
  return format(texts[`line.${name}.${cell}`], { unit: bestUnit + 1 });
}

/** Which network this is, and how well it does its task. */
export function networkWords(texts: ForgetTexts, { offer, own }: Shown): string {
  if (own) {
    const { run, update } = own;
    const values = { cell: runName(texts, own), units: run.hidden, n: formatNumber(update), seed: run.seed };
    return format(texts[isRemembering(own) ? 'network.own' : 'network.own.other'], { ...values, lag: run.lag });
  }
  return offer ? shippedWords(texts, offer) : '';
}

function shippedWords(texts: ForgetTexts, { cell, lag, hidden, accuracy }: NetworkOffer): string {
  const values = { cell: texts[`cell.${cell}`], units: hidden, lag, percent: formatValue(100 * accuracy, 0) };
  return format(texts.network, values);
}

export function ownName(texts: ForgetTexts, own: OwnRun): string {
  return format(texts['choose.own.one'], { cell: runName(texts, own), n: formatNumber(own.update) });
}

/** "LSTM", "LSTM peephole". */
function runName(texts: ForgetTexts, { run: { cell, variant } }: OwnRun): string {
  return [texts[`cell.${cell}`], variant].filter(Boolean).join(' ');
}

function isRemembering(own: OwnRun | null): boolean {
  return own === null || own.run.task === 'remember';
}

/** The chart in a sentence, for whoever does not see it. */
export function chartLabel(texts: ForgetTexts, shown: Shown): string {
  return `${texts.chart}${texts.space}${findingWords(texts, shown)}`;
}
