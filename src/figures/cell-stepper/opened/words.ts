/** What is opened, and where a number comes from and goes, in whole sentences; and what a number is called. */
import { format, formatValue } from '../../shared/numbers.ts';
import { channelAt } from '../asked-sentence.ts';
import type { Stepper } from '../model.ts';
import type { StepperTexts } from '../texts.ts';
import type { Spot } from './dependencies.ts';
import type { OpenedNumber } from './parts.ts';

type Name = 'forgetGate' | 'inputGate' | 'candidate' | 'outputGate' | 'cellState' | 'hiddenState';

/** "W_hf[2, 3]", "Hidden state of unit 3 at step 5", "product". */
export function nameOfNumber(stepper: Stepper, texts: StepperTexts, of: Spot): string {
  const { state, trained } = stepper;
  const { name, unit, step } = of;
  if (name === 'input' && trained.reading.kind === 'letters') {
    return format(texts['status.traceLetter'], { letter: state.now.value.letters.charAt(step - 1), step });
  }
  if (name === 'input') return format(texts['status.traceChannel'], { channel: channelAt(stepper, unit), step });
  if (name === 'probability')
    return format(texts['status.traceAnswer'], { answer: trained.answers[unit - 1] ?? '', step });
  const key = `name.${name as Name}` as const;
  if (key in texts) return format(texts['status.traceOne'], { quantity: texts[key], unit, step });
  if (name === 'writtenShare') return texts['opened.number.share'];
  if (name === 'squashedCell') return texts['opened.number.squashed'];
  if (isWeight(name)) return name;
  return name.endsWith('Sum') || name.endsWith('Bias') || name.endsWith('Rest')
    ? texts['opened.number.sum']
    : texts['opened.number.product'];
}

export function isWeight(name: string): boolean {
  return /^[Wbp]_\w+\[[\d, ]+\]$/.test(name);
}

/** "Forget gate of unit 2 at step 6 opened: 6 terms, their sum 3.21, and from it 0.96." */
export function openedSentences(stepper: Stepper, texts: StepperTexts): string[] {
  const opened = stepper.opening.opened.value;
  const traced = traceSentences(stepper, texts);
  if (!opened || traced.length > 0) return traced;
  const { inner, rows, sum, squash, result } = opened;
  const values = {
    place: nameOfNumber(stepper, texts, result),
    terms: [...inner, ...rows].reduce((count, row) => count + (row.hidden?.length ?? 1), 0),
    sum: formatValue(sum.value),
    value: formatValue(result.value),
  };
  return [format(texts[squash && rows.length > 0 ? 'status.opened' : 'status.openedState'], values)];
}

function traceSentences(stepper: Stepper, texts: StepperTexts): string[] {
  const trace = stepper.tracing.trace.value;
  if (!trace) return [];
  const { spot, value, from, to, madeFrom, usedBy } = trace;
  const back = listed(stepper, texts, from, madeFrom);
  const forth = listed(stepper, texts, to, usedBy);
  const own = nameOfNumber(stepper, texts, spot);
  const name = own.charAt(0).toUpperCase() + own.slice(1);
  const origin = isWeight(spot.name) ? texts['status.traceLearned'] : texts['status.traceRead'];
  return [
    spot.name === 'input' ? `${name}:` : format(texts['status.trace'], { name, value: formatValue(value) }),
    back ? format(texts['status.traceFrom'], { list: back }) : origin,
    forth ? format(texts['status.traceTo'], { list: forth }) : texts['status.traceEnd'],
  ];
}

/** Names of quantities begin with a capital; those of weights and letters keep theirs. */
function withinSentence(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Units are named together where all of them are meant. */
function listed(
  stepper: Stepper,
  texts: StepperTexts,
  spots: readonly Spot[],
  numbers: readonly OpenedNumber[],
): string {
  const { hiddenSize } = stepper.trained.network.description;
  const groups = Map.groupBy(spots, ({ name, step }) => `${name}@${step}`);
  const named = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { name, step } = first;
    if (name === 'probability') return [format(texts['status.traceAnswers'], { step })];
    if (name === 'input' || group.length < hiddenSize || hiddenSize === 1) {
      return group.map((spot) => nameOfNumber(stepper, texts, spot));
    }
    return [format(texts['status.traceAll'], { quantity: texts[`name.${name as Name}`], step })];
  });
  const between = numbers.map((number) =>
    format(texts['status.traceNumber'], {
      name: nameOfNumber(stepper, texts, number),
      value: formatValue(number.value),
    }),
  );
  return [...named, ...between].map(withinSentence).join(texts['status.traceComma']);
}
