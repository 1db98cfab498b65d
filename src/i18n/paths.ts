/** Addresses inside the book, with the base the site is served under. */
import type { Language } from './languages.ts';

/** `localPath('en', 'chapters/lstm-cell/')` is `/en/chapters/lstm-cell/` under the base. */
export function localPath(language: Language, path = ''): string {
  return `${homePath()}${language}/${path}`;
}

/** The page that chooses a language. */
export function homePath(): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}/`;
}

export function chapterPath(language: Language, slug: string): string {
  return localPath(language, `chapters/${slug}/`);
}

/** A file of the project, shown as the code of a figure. */
export function codePath(id: string): string {
  return `${homePath()}code/${id}.txt`;
}
