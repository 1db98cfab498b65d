/** The packages that this book is made of, with the versions and licences that they state themselves. */
import { readFileSync } from 'node:fs';
import { z } from 'astro/zod';

/** What ends up in a reader's browser. Everything else works before that. */
const shipped = ['preact', '@preact/signals', '@observablehq/plot', 'katex', 'idb-keyval'];
const typefaces = /^@fontsource/;

export const materialSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  use: z.enum(['shipped', 'typeface', 'tool']),
});

export function loadMaterials(): (z.infer<typeof materialSchema> & { id: string })[] {
  const { devDependencies = {} } = readPackage('package.json');
  return Object.keys(devDependencies).map((name) => {
    const { version, license } = readPackage(`node_modules/${name}/package.json`);
    const use = shipped.includes(name) ? 'shipped' : typefaces.test(name) ? 'typeface' : 'tool';
    return { id: name, name, version, license: typeof license === 'string' ? license : 'unknown', use };
  });
}

interface Package {
  version: string;
  license?: unknown;
  devDependencies?: Record<string, string>;
}

function readPackage(file: string): Package {
  return JSON.parse(readFileSync(file, 'utf8'));
}
