/** The trained networks that ship with the site: the run that made each, and its weights in base64. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'content/networks';

export function loadNetworks(): { id: string; weights: string; [field: string]: unknown }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.safetensors'))
    .map((file) => {
      const id = file.replace('.safetensors', '');
      const made = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as object;
      return { ...made, id, weights: readFileSync(join(folder, file)).toString('base64') };
    });
}
