/** Reads a page of HTML into a document, outside a browser. */
import { createRequire } from 'node:module';

interface Domino {
  createDocument(html: string): Document;
}

// The package describes itself as an ambient module under its former name, so its shape is said here.
const domino: Domino = createRequire(import.meta.url)('@mixmark-io/domino');

export function parsePage(html: string): Document {
  return domino.createDocument(html);
}
