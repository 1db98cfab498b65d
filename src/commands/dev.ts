/** `npm run dev`: Astro's development server, which shows an edit as it is saved. It sends no security policy. */
import { runTool } from './shared/project.ts';

const { code } = await runTool('astro', ['dev', ...process.argv.slice(2)]);
process.exit(code);
