/**
 * What the chapters define and can refer to: headings, equations, sources. Read once from the files of all chapters in
 * all languages, so that a reference works across chapters and an equation has one number in every language.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something named in a chapter file, and where. */
export interface Mark {
  id: string;
  line: number;
}

export interface ChapterFile {
  file: string;
  language: string;
  slug: string;
  number: number;
  headings: Mark[];
  equations: Mark[];
}

interface EquationPlace {
  slug: string;
  /** As printed: chapter, full stop, position in the chapter. */
  number: string;
}

/** Every chapter file under `root/content/chapters`, by language and name. */
export function readChapters(root: string): ChapterFile[] {
  return readFolder(join(root, 'content/chapters'));
}

/** The pages beside the chapters, under `root/content/pages`; they have no numbers. */
export function readPages(root: string): ChapterFile[] {
  return readFolder(join(root, 'content/pages'));
}

function readFolder(folder: string): ChapterFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((language) =>
      readdirSync(join(folder, language))
        .filter((name) => name.endsWith('.mdx'))
        .sort()
        .map((name) => readChapter(join(folder, language, name), language, name)),
    );
}

/** Number and home of each equation; the first language in which an id appears decides. */
export function equationPlaces(chapters: ChapterFile[]): Map<string, EquationPlace> {
  const places = new Map<string, EquationPlace>();
  for (const chapter of chapters) {
    chapter.equations.forEach(({ id }, index) => {
      if (!places.has(id)) places.set(id, { slug: chapter.slug, number: `${chapter.number}.${index + 1}` });
    });
  }
  return places;
}

/** `08-lstm-cell` is the chapter `lstm-cell`: files are ordered, addresses last. */
export function slugOf(name: string): string {
  return name.replace(/\.mdx$/, '').replace(/^\d+-/, '');
}

function readChapter(file: string, language: string, name: string): ChapterFile {
  const text = readFileSync(file, 'utf8').replace(/^(```|~~~)[\s\S]*?^\1/gm, (code) => code.replace(/[^\n]/g, ' '));
  return {
    file,
    language,
    slug: slugOf(name),
    number: Number(/^number:\s*(\d+)/m.exec(text)?.[1] ?? Number.NaN),
    headings: marks(text, /^#{2,6} .*\[#([a-z0-9-]+)\]\s*$/gm),
    equations: marks(text, /<Equation\b[^>]*?\sid="([^"]+)"/g),
  };
}

function marks(text: string, pattern: RegExp): Mark[] {
  return [...text.matchAll(pattern)].map((match) => ({
    id: match[1] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }));
}
