/** The build's own steps, hung into Astro's. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { compileKernels } from '../commands/shared/kernels.ts';
import { checkContent, sentence } from './check-content.ts';
import { writeFonts } from './fonts.ts';
import { checkFolder } from './gate/folder.ts';

/** Cuts the fonts before anything asks for them. */
export function subsetFonts(): AstroIntegration {
  return {
    name: 'subset-fonts',
    hooks: {
      'astro:config:setup': async ({ config }) => writeFonts(join(fileURLToPath(config.root), '.cache/fonts')),
    },
  };
}

/** Makes the compiled kernels before the worker's file asks where they are. */
export function compiledKernels(): AstroIntegration {
  return { name: 'compiled-kernels', hooks: { 'astro:config:setup': async () => void (await compileKernels()) } };
}

/** Stops a build whose chapters or dictionaries do not agree; while writing, says so and goes on. */
export function checkedContent(): AstroIntegration {
  return {
    name: 'checked-content',
    hooks: {
      'astro:config:done': ({ config, logger }) => {
        for (const problem of checkContent(fileURLToPath(config.root))) logger.error(sentence(problem));
      },
      'astro:build:start': () => stopAt('content', checkContent(process.cwd()).map(sentence)),
    },
  };
}

/** Reads every finished page and stops the build at the faults that none of the tools reports. */
export function checkedPages(): AstroIntegration {
  let base = '/';
  return {
    name: 'checked-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base;
      },
      'astro:build:done': ({ dir }) => stopAt('pages', checkFolder(fileURLToPath(dir), base).map(sentence)),
    },
  };
}

function stopAt(what: string, problems: string[]): void {
  if (problems.length) throw new Error(`${problems.length} faults in the ${what}:\n${problems.join('\n')}`);
}
