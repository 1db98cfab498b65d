/** Building the site, and what a build holds. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { root, runTool, type ToolOptions, type ToolResult } from './project.ts';

export interface Build {
  /** Folder the pages are written to. */
  folder: string;
  /** Path the site will be served under, with slashes at both ends. */
  base: string;
}

const { UNROLLED_BASE, UNROLLED_OUT } = process.env;

export const site: Build = { folder: resolve(root, UNROLLED_OUT ?? 'dist'), base: UNROLLED_BASE ?? '/' };
/** The site as somebody who forks the project serves it: under a path of its own. */
export const fork: Build = {
  folder: UNROLLED_OUT ? `${site.folder}-fork` : join(root, '.cache', 'fork'),
  base: '/fork/',
};

export function buildSite(build: Build, options: ToolOptions = {}): Promise<ToolResult> {
  const env = { ...options.env, UNROLLED_BASE: build.base, UNROLLED_OUT: build.folder };
  return runTool('astro', ['build'], { ...options, env });
}

/** Paths of a build's pages relative to its base, sorted: '' for the first page, `en/chapters/lstm-cell/`, `404.html`. */
export function listPages(build: Build): string[] {
  const { folder } = build;
  if (!existsSync(folder)) throw new Error(`there is no built site in ${folder}: run "npm run build" first`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .map((path) => path.replace(/(^|\/)index\.html$/, '$1'))
    .sort();
}
