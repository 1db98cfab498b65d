/** `npm run build`: the static site, in `dist`. UNROLLED_BASE and UNROLLED_OUT choose another path and folder. */
import { buildSite, site } from './shared/site.ts';

const { code } = await buildSite(site);
process.exit(code);
