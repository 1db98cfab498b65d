/** What a chapter says of itself to search engines (schema.org, JSON-LD). */
import { htmlLanguage, type Language } from '../i18n/languages.ts';
import type { Chapter } from './chapters.ts';

interface LearningResource {
  '@context': 'https://schema.org';
  '@type': 'LearningResource';
  name: string;
  description: string;
  url: string;
  inLanguage: string;
  position: number;
  learningResourceType: string;
  educationalLevel: string;
  isAccessibleForFree: true;
  license: string;
  isPartOf: { '@type': 'Book'; name: string };
}

export function learningResource(language: Language, chapter: Chapter, url: string): LearningResource {
  return {
    '@context': 'https://schema.org',
    '@type': 'LearningResource',
    name: chapter.data.title,
    description: chapter.data.summary,
    url,
    inLanguage: htmlLanguage[language],
    position: chapter.data.number,
    learningResourceType: 'interactive chapter',
    educationalLevel: 'higher education',
    isAccessibleForFree: true,
    license: 'https://spdx.org/licenses/MIT.html',
    isPartOf: { '@type': 'Book', name: 'Unrolled' },
  };
}
