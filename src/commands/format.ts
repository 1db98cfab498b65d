/** `npm run format`: puts every file into the project's layout and applies Biome's safe fixes. */
import { runTools } from './shared/project.ts';

process.exit(
  await runTools([
    ['biome', 'check', '--write'],
    ['prettier', '--write', '--log-level', 'warn', '--no-error-on-unmatched-pattern', 'src/**/*.astro'],
  ]),
);
