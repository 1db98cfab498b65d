/** Every sentence the speed panel says, made from what was measured and from nothing else. */
import type { Lead, SpeedGap, SpeedKind, SpeedPath, Speeds } from '../../worker/speeds.ts';
import { mostSeconds, speedPlan, timedRun } from '../../worker/speeds.ts';
import { errorText } from '../shared/error-text.ts';
import { format } from '../shared/numbers.ts';
import type { ErrorTexts } from '../shared/texts.ts';
import type { SpeedModel, SpeedProgress, SpeedStatus } from './model.ts';
import { fastestAt, panelOf, valueAt } from './panels.ts';
import { formatRate } from './rates.ts';
import type { Panel, SpeedTexts } from './types.ts';

/** A fact where there is one: the highest rate of products, of all sizes and paths. */
export function titleOf(texts: SpeedTexts, status: SpeedStatus, { rows }: Speeds): string {
  if (status === 'running' || status === 'waiting') return texts['title.running'];
  const rates = panelOf('product', 'rate', rows).series.flatMap(({ points }) => points.map(({ value }) => value));
  return rates.length === 0 ? texts.title : format(texts['title.done'], { rate: formatRate(Math.max(...rates)) });
}

export function statusLine(texts: SpeedTexts, errors: ErrorTexts, model: SpeedModel): string {
  const status = model.status.value;
  const progress = model.progress.value;
  const failure = model.failure.value;
  if (status === 'failed') return failure ? errorText(errors, failure.code, failure.values) : '';
  if (status === 'none') return format(texts['status.none'], { seconds: mostSeconds });
  if (status === 'kept') return texts['status.kept'];
  if (!progress) return texts['status.starting'];
  const { done, of } = progress;
  if (status === 'running') return runningLine(texts, progress);
  return format(texts[`status.${status}`], { done, of });
}

function runningLine(texts: SpeedTexts, { done, of, next }: SpeedProgress): string {
  if (!next) return texts['status.starting'];
  const what = format(texts[`timing.${next.kind}`], { size: next.size });
  return format(texts['status.running'], { at: Math.min(done + 1, of), of, path: texts[`name.${next.path}`], what });
}

/** Under a panel's name: what is counted, and of what. */
export function panelNote(texts: SpeedTexts, { kind, scale }: Panel): string {
  const { batch, steps } = timedRun;
  return format(texts[`note.${kind}.${scale}`], { batch, steps });
}

/** What the largest size came to: who is fastest, and by how much. Empty where that was not measured. */
export function verdict(texts: SpeedTexts, kind: SpeedKind, { rows }: Speeds): string {
  const panel = panelOf(kind, 'rate', rows);
  const size = panel.sizes.findLast((one) => fastestAt(panel, one) !== null);
  const path = size === undefined ? null : (fastestAt(panel, size) as SpeedPath | null);
  if (size === undefined || path === null) return '';
  const [rate, base] = [valueAt(panel, path, size), valueAt(panel, 'float32', size)];
  if (rate === null) return '';
  const values = { size, path: texts[`name.${path}`], rate: formatRate(rate) };
  if (base === null || path === 'float32') return format(texts[`verdict.${kind}`], values);
  return format(texts[`verdict.${kind}.times`], { ...values, times: formatRate(rate / base) });
}

export function leadLine(texts: SpeedTexts, { kind, path, over, from }: Lead): string {
  const values = { path: texts[`path.${path}`], over: texts[`name.${over}`] };
  if (from === null) return format(texts['lead.none'], values);
  if (from === speedPlan[kind].sizes[0]) return format(texts['lead.all'], values);
  return format(texts[`lead.${kind}`], { ...values, from });
}

/** Why numbers are missing, each reason once; and what draws, where that is a program. */
export function notes(texts: SpeedTexts, { gaps, renderer, rows }: Speeds): string[] {
  const lines = gaps.map((gap) => gapLine(texts, gap));
  const isDrawn = rows.some(({ path }) => path === 'webgl');
  if (isDrawn && renderer?.name) {
    lines.push(format(texts[renderer.isSoftware ? 'renderer.software' : 'renderer'], { name: renderer.name }));
  }
  return [...new Set(lines)];
}

function gapLine(texts: SpeedTexts, { kind, path, from, reason }: SpeedGap): string {
  const values = { path: texts[`path.${path}`], from };
  if (reason === 'tooSlow' || reason === 'failed') return format(texts[`gap.${reason}.${kind}`], values);
  return format(texts[`gap.${reason}`], values);
}

/** A panel in words, for whoever does not see it. */
export function panelSummary(texts: SpeedTexts, panel: Panel): string {
  const lines = panel.series
    .filter(({ points }) => points.length > 0)
    .map(({ path, points }) => {
      const [first, last] = [points[0], points.at(-1)];
      return format(texts.summary, {
        path: texts[`path.${path}`],
        from: first?.size ?? 0,
        low: formatRate(first?.value ?? 0),
        to: last?.size ?? 0,
        high: formatRate(last?.value ?? 0),
      });
    });
  return lines.length === 0 ? texts.empty : lines.join(texts.semicolon);
}
