import { describe, expect, test } from 'vitest';
import { withDefaultLanguage } from '../../src/build/sitemap.ts';

describe('the sitemap', () => {
  const home = 'https://book.example/fork';
  const link = (lang: string, path: string) => ({ lang, url: `${home}/${path}` });
  const complete = withDefaultLanguage(home);

  test('names the door for readers of neither language', () => {
    const item = { url: `${home}/en/`, links: [link('en', ''), link('en', 'en/'), link('zh-Hans', 'zh/')] };
    expect(complete(item).links).toEqual([link('en', 'en/'), link('zh-Hans', 'zh/'), link('x-default', '')]);
  });

  test('names the English chapter for them', () => {
    const item = {
      url: `${home}/zh/chapters/a/`,
      links: [link('en', 'en/chapters/a/'), link('zh-Hans', 'zh/chapters/a/')],
    };
    expect(complete(item).links?.at(-1)).toEqual(link('x-default', 'en/chapters/a/'));
  });

  test('leaves a page without twins alone', () => {
    expect(complete({ url: `${home}/a/` })).toEqual({ url: `${home}/a/` });
  });
});
