/** `npm run check`: types, in Astro's files and in TypeScript. A warning fails. */
import { runTools } from './shared/project.ts';

process.exit(
  await runTools([
    ['astro', 'check', '--minimumFailingSeverity', 'warning', '--minimumSeverity', 'warning'],
    ['tsc', '--noEmit'],
  ]),
);
