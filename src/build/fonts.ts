/**
 * Cuts the fonts down to what the book uses. Whole files are too heavy (Newsreader with its optical sizes is 132 kB);
 * each cut here is one face at the optical size it is read at.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont, { type SubsetOptions } from 'subset-font';

interface Cut {
  /** File written, without its ending. */
  name: string;
  font: string;
  characters: string;
  axes: NonNullable<SubsetOptions['variationAxes']>;
  features?: string[];
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ';
const titleSigns = '.,:;?!()-–—‘’“”/';
/** What text, labels and numbers need beside letters. */
const signs = `${titleSigns}'"…−×·=+%&*[]<>@#_`;
/** Letters of cited names. */
const accents = 'éüöçäëóáíïè';

const roman = 'newsreader/files/newsreader-latin-standard-normal.woff2';
const italic = 'newsreader/files/newsreader-latin-standard-italic.woff2';

export const cuts: Cut[] = [
  { name: 'newsreader-text', font: roman, characters: letters + signs + accents, axes: { opsz: 18, wght: 400 } },
  { name: 'newsreader-title', font: roman, characters: letters + titleSigns, axes: { opsz: 44, wght: 400 } },
  { name: 'newsreader-section', font: roman, characters: letters + titleSigns, axes: { opsz: 26, wght: 500 } },
  { name: 'newsreader-wordmark', font: roman, characters: 'Unrolled', axes: { opsz: 21, wght: 500 } },
  { name: 'newsreader-numeral', font: roman, characters: '0123456789', axes: { opsz: 72, wght: 200 } },
  { name: 'newsreader-italic', font: italic, characters: letters + signs + accents, axes: { opsz: 18, wght: 400 } },
  { name: 'newsreader-letters', font: italic, characters: 'achfginoprtxzWb', axes: { opsz: 18, wght: 600 } },
  {
    name: 'instrument-sans',
    font: 'instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
    characters: letters + signs + accents,
    axes: { wght: { min: 400, max: 600 } },
    features: ['kern', 'liga', 'tnum'],
  },
  {
    name: 'sometype-mono',
    font: 'sometype-mono/files/sometype-mono-latin-wght-normal.woff2',
    characters: letters + signs,
    axes: { wght: { min: 400, max: 700 } },
    features: [],
  },
];

/** Metrics that only a browser's own line layout on other systems would read; 8 % of each file. */
const dropTables = ['STAT', 'HVAR', 'MVAR', 'gasp', 'DSIG'];

/** Writes every cut as woff2 into `folder`; one that is already there from the same inputs is kept. */
export async function writeFonts(folder: string): Promise<void> {
  const require = createRequire(import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const cut of cuts) {
    const source = readFileSync(require.resolve(`@fontsource-variable/${cut.font}`));
    const key = createHash('sha256')
      .update(source)
      .update(JSON.stringify([cut, dropTables]))
      .digest('hex');
    const file = join(folder, `${cut.name}.woff2`);
    const keyFile = `${file}.key`;
    if (existsSync(file) && existsSync(keyFile) && readFileSync(keyFile, 'utf8') === key) continue;
    const subset = await subsetFont(source, cut.characters, {
      targetFormat: 'woff2',
      noHinting: true,
      variationAxes: cut.axes,
      keepFeatures: cut.features ?? ['kern', 'liga'],
      dropTables,
    });
    writeFileSync(file, subset);
    writeFileSync(keyFile, key);
  }
}
