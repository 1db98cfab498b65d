/** The status: what is on screen now, in whole sentences. */
import { differs, format, formatNumber, formatSmall, formatValue } from '../shared/numbers.ts';
import { askedSentences, noLoss, readAt } from './asked-sentence.ts';
import { backwardSentences } from './backward-sentence.ts';
import { isSquare } from './forced.ts';
import { whenOf, whoOf } from './forced-words.ts';
import { lossPlace } from './loss-options.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { openedSentences } from './opened/words.ts';
import { namesWhatItRead, readAnswer } from './reading.ts';
import { ownValue } from './sums.ts';
import type { StepperTexts } from './texts.ts';
import { writeWeight } from './weight-names.ts';
import { weightSentences } from './weights-panel/sentence.ts';

export function statusOf(stepper: Stepper, texts: StepperTexts): string {
  const { step } = stepper.state.now.value;
  const checked = stepper.isCheckSaid.value ? checkSentences(stepper, texts) : null;
  if (checked) return checked.join(texts['status.join']);
  if (stepper.isBackward.value) return backwardSentences(stepper, texts).join(texts['status.join']);
  const sentences = [
    format(texts['status.step'], { step, steps: stepper.steps }),
    ...notNumbers(stepper, texts),
    ...openedSentences(stepper, texts),
    ...weightSentences(stepper, texts),
    selection(stepper, texts),
    ...answer(stepper, texts),
  ];
  return sentences.filter((sentence) => sentence !== '').join(texts['status.join']);
}

const forcedBy = { set: 'status.forced', scale: 'status.forced.scale', freeze: 'status.forced.freeze' } as const;

/** "Forget gate of unit 2 forced to 0.00, was 0.96." */
function selection(stepper: Stepper, texts: StepperTexts): string {
  const { row, unit, step, forced } = stepper.state.now.value;
  if (row === 'input') return format(texts['status.letter'], { letter: readAt(stepper, step) });
  if (row === 'probability') return '';
  const names = { quantity: texts[`name.${row}`], unit };
  const value = valueAt(stepper.after.value, row, unit - 1, step - 1);
  const held = stepper.forcedAt(row, unit, step);
  if (held?.isOn) {
    const own = ownValue(stepper.after.value, row, unit - 1, step - 1);
    const values = {
      value: formatValue(value),
      was: formatValue(own),
      factor: formatValue(held.value),
      before: step - 1,
    };
    const said = format(texts[forcedBy[held.kind]], {
      ...names,
      ...values,
    });
    if (isSquare(held)) return said;
    const reach = { who: whoOf(held, texts), when: whenOf(held, texts) };
    return `${said}${texts['status.join']}${format(texts['status.reach'], reach)}`;
  }
  const was = valueAt(stepper.before.value, row, unit - 1, step - 1);
  if (differs(value, was)) {
    return format(texts['status.changed'], { ...names, value: formatValue(value), was: formatValue(was) });
  }
  const plain = format(texts['status.value'], { ...names, value: formatValue(value) });
  const count = forced.filter(({ isOn }) => isOn).length;
  return count > 0 ? `${plain}${texts['status.join']}${format(texts['status.elsewhere'], { count })}` : plain;
}

function answer(stepper: Stepper, texts: StepperTexts): string[] {
  if (!namesWhatItRead(stepper)) return askedSentences(stepper, texts);
  const reading = readAnswer(stepper);
  if (!reading) return [texts['status.noCapital']];
  const { answer: letter, now, was, last, lastStep, lastWas, lost, lostStep, agreeStep } = reading;
  const [here, late] = [formatValue(now), formatValue(last)];
  const values = { answer: letter, now: here, last: late, lastStep, lost: formatValue(lost), lostStep: lostStep ?? 0 };
  const isSame = !differs(now, was) && !differs(last, lastWas) && lostStep === null;
  if (isSame) {
    return [format(stepper.isForced.value ? texts['status.unmoved'] : texts['status.answer'], values)];
  }
  const isEnd = stepper.state.now.value.step === lastStep;
  const course = isEnd ? texts['status.here'] : lostStep ? texts['status.lost'] : texts['status.until'];
  const isSteady = !differs(was, lastWas);
  const without = isSteady ? texts['status.wasThroughout'] : texts['status.wasUntil'];
  return [
    format(course, values),
    format(without, { was: formatValue(was), lastWas: formatValue(lastWas), lastStep }),
    agreeStep === null ? '' : format(texts['status.agree'], { step: agreeStep }),
  ];
}

/** What comes closer than this agrees: a term left out or of the wrong sign is off by far more, rounding by far less. */
const agreement = 1e-4;

/** Null while it is still being measured. */
function checkSentences(stepper: Stepper, texts: StepperTexts): string[] | null {
  const { question, checking, isForced } = stepper;
  if (!question.value) return [noLoss(stepper, texts)];
  const found = checking.finding.value;
  if (!found) return null;
  const { parameters, largestRelativeError, where, held, elapsedMs } = found;
  const values = {
    ...{
      at: lossPlace(stepper, texts),
      parameters,
      place: writeWeight(where),
      error: formatSmall(largestRelativeError),
    },
    time: elapsedMs < 1 ? texts['check.underOne'] : formatNumber(elapsedMs, 0),
  };
  return [
    format(texts['check.measured'], values),
    held > 0 ? format(texts['check.held'], { count: held }) : isForced.value ? texts['check.notHeld'] : '',
    texts[largestRelativeError < agreement ? 'check.agree' : 'check.differ'],
  ].filter((sentence) => sentence !== '');
}

/** "Unit 3 is not a number from step 12." */
function notNumbers(stepper: Stepper, texts: StepperTexts): string[] {
  const hidden = stepper.after.value.values['hiddenState'] ?? new Float64Array(0);
  const first = hidden.findIndex(Number.isNaN);
  const { units } = stepper.after.value;
  if (first < 0) return [];
  return [format(texts['status.notNumber'], { unit: (first % units) + 1, step: Math.floor(first / units) + 1 })];
}
