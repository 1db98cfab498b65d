/** The cited sources, read from BibTeX and set in author-year form. */
import { existsSync, readFileSync } from 'node:fs';
import { type CSL, type CSLName, plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';

export interface Source {
  key: string;
  /** "Gers, Schmidhuber and Cummins, 2000", in the words of each language. */
  label: Record<string, string>;
  authors: string;
  /** Empty where the source carries no date. */
  year: string;
  title: string;
  /** Journal or proceedings, volume, pages. */
  container: string;
  address?: string;
}

const english = { and: ' and ', comma: ', ', others: ' et al.', beforeYear: ', ' };
const words: Record<string, typeof english> = {
  en: english,
  zh: { and: '与', comma: '、', others: '等', beforeYear: '，' },
};

export function readBibliography(file: string): Map<string, Source> {
  if (!existsSync(file)) return new Map();
  return parseBibliography(readFileSync(file, 'utf8'));
}

function parseBibliography(text: string): Map<string, Source> {
  const entries = text.trim() ? plugins.input.chain(text) : [];
  return new Map(entries.map((entry) => [String(entry.id), toSource(entry)]));
}

function toSource(entry: CSL): Source {
  const names = entry.author ?? [];
  const year = String(entry.issued?.['date-parts']?.[0]?.[0] ?? '');
  const address = entry.DOI ? `https://doi.org/${entry.DOI}` : entry.URL;
  return {
    key: String(entry.id),
    label: Object.fromEntries(Object.keys(words).map((language) => [language, label(names, year, language)])),
    authors: names.map(fullName).join(', '),
    year,
    title: String(entry.title ?? ''),
    container: container(entry),
    ...(address ? { address } : {}),
  };
}

function label(names: CSLName[], year: string, language: string): string {
  const { and, comma, others, beforeYear } = words[language] ?? english;
  const families = names.map(familyName);
  const first = families[0] ?? '';
  if (families.length > 3) return `${first}${others}${beforeYear}${year}`;
  if (families.length < 2) return `${first}${beforeYear}${year}`;
  return `${families.slice(0, -1).join(comma)}${and}${families.at(-1)}${beforeYear}${year}`;
}

function familyName(name: CSLName): string {
  return [name['non-dropping-particle'], name.family ?? name.literal].filter(Boolean).join(' ');
}

function fullName(name: CSLName): string {
  const initials = (name.given ?? '')
    .split(/[\s-]+/)
    .filter(Boolean)
    .map((part) => `${part[0]}.`);
  return [familyName(name), initials.join(' ')].filter(Boolean).join(' ');
}

function container(entry: CSL): string {
  const volume = entry.volume ? ` ${entry.volume}${entry.issue ? `(${entry.issue})` : ''}` : '';
  const named = `${entry['container-title'] ?? entry.publisher ?? ''}${volume}`;
  return [named, entry.page?.toString().replace(/-+/g, '–')].filter(Boolean).join(', ');
}
