/** `npm run build`: the static site, in `dist`. UNROLLED_BASE and UNROLLED_OUT choose another path and folder. */
import { buildSite, site } from './shared/site.ts';

const { UNROLLED_BASE: base = site.base, UNROLLED_OUT: folder = site.folder } = process.env;
const { code } = await buildSite({ base, folder });
process.exit(code);
