/** The content gate: reads the finished site and names every fault in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, type Problem } from '../check-content.ts';
import { deadLinks, type Page } from './links.ts';
import { parsePage } from './parse.ts';
import { rules } from './rules.ts';

export function checkFolder(folder: string, base: string): Problem[] {
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replace(/\\/g, '/')),
  );
  const pages = new Map<string, Page>();
  for (const path of [...files].filter((name) => name.endsWith('.html'))) {
    pages.set(path, { path, page: parsePage(readFileSync(join(folder, path), 'utf8')) });
  }
  const perPage = [...pages.values()].flatMap((page) =>
    [...checkPage(page.page), ...deadLinks(page, pages, files, base)].map((message) => ({ file: page.path, message })),
  );
  return [...perPage, ...missingTwins([...pages.keys()])];
}

/** Every fault of one page that shows without its neighbours. */
export function checkPage(page: Document): string[] {
  return rules.flatMap((rule) => rule.find(page).map((fault) => `${rule.name}: ${fault}`));
}

/** Pages that exist in one language only. */
export function missingTwins(paths: string[]): Problem[] {
  const known = new Set(paths);
  return paths.flatMap((path) => {
    const [language, ...rest] = path.split('/');
    if (!languages.some((name) => name === language)) return [];
    return languages
      .map((other) => [other, ...rest].join('/'))
      .filter((twin) => !known.has(twin))
      .map((twin) => ({ file: path, message: `missing-pair: ${twin} does not exist` }));
  });
}
