/**
 * `npm run screenshots -- [route...]`: full-page pictures of the built site in `screenshots/`, in three widths and both
 * themes. A route without its language (`/chapters/lstm-cell/`) means both; none at all means every page.
 * `--no-build` takes the site as it lies in `dist`. `--readme` takes instead the one picture that README.md and links to
 * the book show, `public/social/home.png`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, refuse } from './shared/arguments.ts';
import { root } from './shared/project.ts';
import { openSite, type ServedSite, sizes, themes } from './shared/served.ts';
import { settle } from './shared/settle.ts';
import { buildSite, listPages, site } from './shared/site.ts';

const languages = ['en', 'zh'];
const folder = join(root, 'screenshots');

const { values, positionals } = readArguments({
  allowPositionals: true,
  allowNegative: true,
  options: { build: { type: 'boolean', default: true }, readme: { type: 'boolean', default: false } },
});
if (values.build) {
  const { code } = await buildSite(site);
  if (code !== 0) process.exit(code);
}
// The site's door sends everybody on at once: there is nothing to see.
const all = listPages(site).filter((path) => path !== '');
const paths = positionals.length > 0 ? positionals.flatMap(pagesOf) : all;

mkdirSync(folder, { recursive: true });
const served = await openSite();
let asleep = 0;
if (values.readme) asleep += await takeForReadme(served);
for (const path of values.readme ? [] : paths) {
  for (const { width, height } of sizes) {
    for (const theme of themes) asleep += await take(served, path, { width, height }, theme);
  }
}
await served.close();
process.exit(asleep > 0 ? 1 : 0);

/** The pages a route on the command line means. */
function pagesOf(route: string): string[] {
  const path = route.replace(/^\/+/, '').replace(/(?<=[^/])$/, route.endsWith('.html') ? '' : '/');
  const candidates = all.includes(path) ? [path] : languages.map((language) => `${language}/${path}`);
  const found = candidates.filter((candidate) => all.includes(candidate));
  return found.length > 0
    ? found
    : refuse(`There is no page ${route}; there are: ${all.map((one) => `/${one}`).join(' ')}`);
}

/** Saves `chapters-lstm-cell.zh.360.dark.png`; resolves to the number of figures that never became ready. */
async function take(
  { address, browser }: ServedSite,
  path: string,
  viewport: { width: number; height: number },
  theme: (typeof themes)[number],
): Promise<number> {
  const page = await browser.newPage({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto(address + path);
  const sleeping = await settle(page);
  const [, language = 'both', place = ''] = /^(?:(en|zh)\/)?(.*?)(?:\/|\.html)?$/.exec(path) ?? [];
  const name = `${place.replaceAll('/', '-') || 'home'}.${language}.${viewport.width}.${theme}.png`;
  await page.screenshot({ path: join(folder, name), fullPage: true });
  await page.close();
  console.log(`screenshots/${name}`);
  for (const figure of sleeping) console.error(`The figure ${figure} on /${path} never became ready.`);
  return sleeping.length;
}

/** The upper part of the first page, without the empty margins of a wide window. */
async function takeForReadme({ address, browser }: ServedSite): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 912 }, reducedMotion: 'reduce' });
  await page.goto(`${address}en/`);
  const sleeping = await settle(page);
  const path = 'public/social/home.png';
  mkdirSync(join(root, 'public/social'), { recursive: true });
  await page.screenshot({ path: join(root, path), clip: { x: 96, y: 0, width: 1248, height: 912 } });
  await page.close();
  console.log(path);
  return sleeping.length;
}
