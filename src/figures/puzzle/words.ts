/** What the engine found, in a sentence with its numbers: one bold word, and the rest. */
import type { Verdict } from '../../experiments/by-hand/check.ts';
import { weightName, writeWeight } from '../cell-stepper/weight-names.ts';
import { weightIndex } from '../cell-stepper/weights.ts';
import { format } from '../shared/numbers.ts';
import type { Texts } from '../shared/texts.ts';
import type { Bench, Exercise } from './model.ts';

export type PuzzleTexts = Texts<'figures.puzzle'>;

/** So many letters before a wrong answer are shown. */
const shownLetters = 10;

export interface Finding {
  readonly word: string;
  readonly text: string;
}

export function findingOf(exercise: Exercise, texts: PuzzleTexts): Finding | null {
  const verdict = exercise.verdict.value;
  if (!verdict) return null;
  const bench = exercise.bench.value;
  const join = texts['verdict.join'];
  const more = exercise.isHeld.value ? [texts['verdict.held']] : [];
  if (verdict.isSolved) {
    return {
      word: texts['verdict.solved'],
      text: [format(texts['verdict.all'], { of: verdict.of }), ...more].join(join),
    };
  }
  const [refused] = verdict.refused;
  if (refused) {
    const place = nameOf(bench, refused);
    return {
      word: texts['verdict.elsewhere'],
      text: [format(texts['verdict.refused'], { place }), ...more].join(join),
    };
  }
  const { changed, most } = verdict;
  if (changed > most) {
    return {
      word: texts['verdict.tooMany'],
      text: [format(texts['verdict.most'], { changed, most }), ...more].join(join),
    };
  }
  const { right, of } = verdict;
  const text = [format(texts['verdict.right'], { right, of }), ...detailOf(verdict, bench, texts), ...more].join(join);
  return { word: texts['verdict.notYet'], text };
}

/** Where it goes wrong: what is lost after which step, or the earliest wrong answer. */
function detailOf({ lostAfter, mistake }: Verdict, { stepper }: Bench, texts: PuzzleTexts): string[] {
  if (lostAfter !== null) {
    return [lostAfter === 0 ? texts['verdict.never'] : format(texts['verdict.lost'], { step: lostAfter })];
  }
  if (!mistake) return [];
  const { alphabet, answers } = stepper.trained;
  const all = mistake.letters.map((letter) => alphabet[letter] ?? '').join('');
  const letters = all.length > shownLetters ? `…${all.slice(-shownLetters)}` : all;
  const values = { letters, said: answers[mistake.said] ?? '', right: answers[mistake.right] ?? '' };
  return [format(texts['verdict.mistake'], values)];
}

function nameOf({ stepper: { trained } }: Bench, place: Parameters<typeof weightIndex>[1]): string {
  return writeWeight(weightName(trained, weightIndex(trained, place) ?? 0));
}
