/**
 * The content security policy that every page carries.
 *
 * Astro adds the hashes of its own scripts and styles; scripts marked `is:inline` it leaves to us, so they are read
 * from the same files the layouts print.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

type Hash = `sha256-${string}`;

/** The `<style>` that Observable Plot 0.6.17 writes into each drawing. */
const plotStyle: Hash = 'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww=';

const inlineScripts = ['theme.js', 'choose-language.js'];

export const policy = {
  algorithm: 'SHA-256' as const,
  directives: [
    "default-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
  ],
  scriptDirective: {
    resources: ["'self'", "'wasm-unsafe-eval'"],
    hashes: inlineScripts.map((name) => hashOf(readInlineScript(name))),
  },
  styleDirective: {
    // KaTeX places its boxes with style attributes. Style elements and files are Astro's: 'self' and their hashes.
    resources: [{ resource: "'unsafe-inline'", kind: 'attribute' as const }],
    hashes: [plotStyle],
  },
};

/** The text between the script tags, exactly as the page prints it. */
function readInlineScript(name: string): string {
  return readFileSync(new URL(`../layouts/inline/${name}`, import.meta.url), 'utf8');
}

export function hashOf(text: string): Hash {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
