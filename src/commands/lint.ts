/** `npm run lint`: style and likely mistakes. Biome for everything it reads, Prettier for `.astro`. A warning fails. */
import { runTools } from './shared/project.ts';

process.exit(
  await runTools([
    ['biome', 'ci', '--error-on-warnings', '--max-diagnostics=100'],
    ['prettier', '--check', '--log-level', 'warn', '--no-error-on-unmatched-pattern', 'src/**/*.astro'],
  ]),
);
