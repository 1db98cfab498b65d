/** Reads what a source file imports at run time, and what it calls. `import type` is left out: a shape is not a dependency. */
import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** A path from the project's root (`src/engine/matrix.ts`), or a package, builtin or virtual module (`npm:preact`). */
  target: string;
  line: number;
}

/** The code of a file, with everything that is not code blanked out so that lines keep their numbers. */
export function codeOf(path: string, text: string): string {
  if (path.endsWith('.astro'))
    return keepOnly(text, /^---\n[\s\S]*?\n---|<script[^>]*>[\s\S]*?<\/script>/g, /^---|---$|<\/?script[^>]*>/g);
  if (path.endsWith('.mdx')) return keepOnly(blank(text, /^(```|~~~)[\s\S]*?^\1/gm), /^import\s[\s\S]*?['"]\s*;?$/gm);
  return text;
}

export function parse(path: string, text: string): ts.SourceFile {
  const kind = /\.(tsx|astro|mdx)$/.test(path)
    ? ts.ScriptKind.TSX
    : path.endsWith('.mjs')
      ? ts.ScriptKind.JS
      : ts.ScriptKind.TS;
  return ts.createSourceFile(path, codeOf(path, text), ts.ScriptTarget.Latest, false, kind);
}

/** Static, dynamic and re-exporting imports, and `new URL(..., import.meta.url)`. */
export function importsOf(path: string, text: string): Import[] {
  const source = parse(path, text);
  const found: Import[] = [];
  const visit = (node: ts.Node) => {
    const specifier = specifierOf(node);
    if (specifier) found.push({ target: resolveSpecifier(path, specifier.text), line: lineOf(source, specifier) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** The string by which a node names another module that is loaded at run time. */
function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) && !isTypeOnly(node.importClause)) return literal(node.moduleSpecifier);
  if (ts.isExportDeclaration(node) && !node.isTypeOnly) return literal(node.moduleSpecifier);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return literal(node.arguments[0]);
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'URL') {
    const from = node.arguments?.[1];
    const isModule = from && ts.isPropertyAccessExpression(from) && ts.isMetaProperty(from.expression);
    return isModule ? literal(node.arguments[0]) : undefined;
  }
  return undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    !!named &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((one) => one.isTypeOnly)
  );
}

function literal(node: ts.Node | undefined): ts.StringLiteralLike | undefined {
  return node && ts.isStringLiteralLike(node) ? node : undefined;
}

function resolveSpecifier(path: string, specifier: string): string {
  const [bare = ''] = specifier.split('?');
  if (bare.startsWith('@/')) return `src/${bare.slice(2)}`;
  if (bare.startsWith('.')) return posix.join(posix.dirname(path), bare);
  const scoped = bare.startsWith('@') ? /^@[^/]+\/[^/]+/ : /^[^/]+/;
  return bare.startsWith('node:') || bare.startsWith('astro:') ? bare : `npm:${scoped.exec(bare)?.[0] ?? bare}`;
}

function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, ' '));
}

function keepOnly(text: string, kept: RegExp, fences?: RegExp): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(kept)) {
    result += text.slice(end, match.index).replace(/[^\n]/g, ' ');
    result += fences ? blank(match[0], fences) : match[0];
    end = match.index + match[0].length;
  }
  return result + text.slice(end).replace(/[^\n]/g, ' ');
}
