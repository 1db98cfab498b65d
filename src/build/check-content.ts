/** What must hold between the files in `content/` before anything is built from them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChapterFile, type Mark, readChapters, readPages } from './registry.ts';

export interface Problem {
  file: string;
  line?: number;
  message: string;
}

/** Languages of the book; the first is the one the others are held to. */
export const languages = ['en', 'zh'] as const;

/** Every fault found under `root`; empty when all is well. */
export function checkContent(root: string): Problem[] {
  const chapters = readChapters(root);
  const pages = readPages(root);
  return [
    ...checkDictionaries(root),
    ...[chapters, pages].flatMap((files) => [...checkDuplicates(files), ...checkPairs(files)]),
  ];
}

export function sentence({ file, line, message }: Problem): string {
  return `${file}${line ? `:${line}` : ''}: ${message}`;
}

function checkDictionaries(root: string): Problem[] {
  const [first, ...others] = languages.map((language) => {
    const file = join(root, 'content/interface', `${language}.json`);
    const keys = existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8'))) : [];
    return { file, keys };
  });
  if (!first) return [];
  return others.flatMap((other) => [
    ...missing(first.keys, other.keys).map((key) => ({ file: other.file, message: `the key "${key}" is missing` })),
    ...missing(other.keys, first.keys).map((key) => ({ file: first.file, message: `the key "${key}" is missing` })),
  ]);
}

function checkDuplicates(chapters: ChapterFile[]): Problem[] {
  return languages.flatMap((language) => {
    const seen = new Map<string, string>();
    return chapters
      .filter((chapter) => chapter.language === language)
      .flatMap((chapter) => {
        const equations = repeated(chapter.equations, chapter.file, seen);
        const own = new Map(chapter.equations.map(({ id, line }) => [id, `${chapter.file}:${line}`]));
        return [...equations, ...repeated(chapter.headings, chapter.file, own)];
      });
  });
}

/** Marks whose id was seen before; adds them to `seen`. */
function repeated(marks: Mark[], file: string, seen: Map<string, string>): Problem[] {
  return marks.flatMap(({ id, line }) => {
    const before = seen.get(id);
    seen.set(id, `${file}:${line}`);
    return before ? [{ file, line, message: `the id "${id}" is taken by ${before}` }] : [];
  });
}

function checkPairs(chapters: ChapterFile[]): Problem[] {
  const of = (language: string) => chapters.filter((chapter) => chapter.language === language);
  const [first, ...others] = languages;
  return others.flatMap((language) => {
    const slugs = new Set([...of(first), ...of(language)].map(({ slug }) => slug));
    return [...slugs].flatMap((slug) => {
      const here = of(first).find((chapter) => chapter.slug === slug);
      const there = of(language).find((chapter) => chapter.slug === slug);
      if (here && there) return comparePair(here, there);
      return [{ file: (here ?? there)?.file ?? slug, message: `no ${here ? language : first} file goes with it` }];
    });
  });
}

function comparePair(here: ChapterFile, there: ChapterFile): Problem[] {
  const problems: Problem[] = [];
  if (!Object.is(here.number, there.number))
    problems.push({ file: there.file, message: `its number is not ${here.number}` });
  for (const kind of ['headings', 'equations'] as const) {
    const one = here[kind].map(({ id }) => id);
    const other = there[kind].map(({ id }) => id);
    const place = Array.from({ length: Math.max(one.length, other.length) }).findIndex((_, i) => one[i] !== other[i]);
    if (place < 0) continue;
    const line = there[kind][place]?.line;
    const message = `${kind} differ from ${here.file}: there "${one[place] ?? 'nothing'}", here "${other[place] ?? 'nothing'}"`;
    problems.push({ file: there.file, ...(line ? { line } : {}), message });
  }
  return problems;
}

function missing(keys: string[], from: string[]): string[] {
  return keys.filter((key) => !from.includes(key));
}
