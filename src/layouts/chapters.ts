/** The chapters that exist, in order. Nothing else on the site knows how many there are. */
import { type CollectionEntry, getCollection } from 'astro:content';
import type { Language } from '../i18n/languages.ts';
import { chapterPath } from '../i18n/paths.ts';

export interface Chapter {
  slug: string;
  href: string;
  data: CollectionEntry<'chapters'>['data'];
  entry: CollectionEntry<'chapters'>;
}

export async function chaptersIn(language: Language): Promise<Chapter[]> {
  const entries = await getCollection('chapters', ({ id }) => id.startsWith(`${language}/`));
  return entries
    .map((entry) => {
      const slug = entry.id.replace(/^.*\//, '').replace(/^\d+-/, '');
      return { slug, href: chapterPath(language, slug), data: entry.data, entry };
    })
    .sort((a, b) => a.data.number - b.data.number);
}
