/** The languages of the book. */

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** What a document in that language says it is (BCP 47). */
export const htmlLanguage: Record<Language, string> = { en: 'en', zh: 'zh-Hans' };

/** Each language by its own name. */
export const ownName: Record<Language, string> = { en: 'English', zh: '中文' };

export function otherLanguage(language: Language): Language {
  return language === 'en' ? 'zh' : 'en';
}
