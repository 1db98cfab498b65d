/** The rules themselves: each takes the files as a map from path to text and returns a sentence for every breach. */
import ts from 'typescript';
import { type Import, importsOf, lineOf, parse } from './imports.ts';
import { fastKernels, matches, table } from './table.ts';

export type Files = ReadonlyMap<string, string>;

const lineLimit = 400;

/** Exactly rounded in every browser, or a constant. Everything else of Math differs in the last place from one to the next. */
const exactMath = new Set(
  'sqrt abs min max floor ceil round trunc sign fround imul clz32 PI E LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2'.split(' '),
);
const handedIn = ['src/engine/**', 'src/tasks/**', 'src/training/trainer.ts'];
const clocksAndChance = new Set(['Math.random', 'Date.now', 'performance.now', 'crypto.getRandomValues']);

export function brokenImports(files: Files): string[] {
  return [...files].flatMap(([path, text]) => {
    const row = table.find(({ files: pattern }) => matches(pattern, path));
    if (!row) return [`${path}:1: no row of the import table covers this file; give its folder one in table.ts.`];
    return importsOf(path, text)
      .filter(({ target }) => !isAllowed(path, row.may, target))
      .map(
        ({ target, line }) =>
          `${path}:${line}: imports ${target}; files like ${row.files} may import ${list(row.may)}.`,
      );
  });
}

export function importCycles(files: Files): string[] {
  const graph = new Map([...files].map(([path, text]) => [path, importsOf(path, text)]));
  const finished = new Set<string>();
  const sentences: string[] = [];
  const visit = (path: string, trail: readonly Import[]) => {
    const start = trail.findIndex(({ target }) => target === path);
    if (start >= 0 && start < trail.length - 1) {
      const loop = trail.slice(start).map(({ target }) => target);
      sentences.push(`${loop.at(-2)}:${trail.at(-1)?.line}: closes the import cycle ${loop.join(' -> ')}.`);
      return;
    }
    if (finished.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next.target, [...trail, next]);
    finished.add(path);
  };
  for (const path of graph.keys()) visit(path, [{ target: path, line: 1 }]);
  return sentences;
}

export function longFiles(files: Files): string[] {
  return [...files]
    .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ path, lines }) => !path.startsWith('content/') && lines > lineLimit)
    .map(({ path, lines }) => `${path}:${lineLimit + 1}: has ${lines} lines; split it, ${lineLimit} is the limit.`);
}

/** What makes two runs of the same seed differ: clocks, chance, and functions whose last digits the browser chooses. */
export function irreproducible(files: Files): string[] {
  return [...files].flatMap(([path, text]) => {
    const isEngine = path.startsWith('src/engine/');
    if (!handedIn.some((pattern) => matches(pattern, path))) return [];
    const source = parse(path, text);
    const sentences: string[] = [];
    const visit = (node: ts.Node) => {
      const sentence = complaint(node, isEngine);
      if (sentence) sentences.push(`${path}:${lineOf(source, node)}: ${sentence}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return sentences;
  });
}

function complaint(node: ts.Node, isEngine: boolean): string | undefined {
  const power =
    node.kind === ts.SyntaxKind.AsteriskAsteriskToken || node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
  if (power && isEngine) return 'uses **, whose last digit differs between browsers; multiply.';
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date') {
    return 'reads the clock with new Date; time is handed in.';
  }
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const name = `${node.expression.text}.${node.name.text}`;
  if (clocksAndChance.has(name)) return `uses ${name}; randomness and time are handed in.`;
  if (isEngine && node.expression.text === 'Math' && !exactMath.has(node.name.text)) {
    return `uses ${name}, whose last digit differs between browsers; elementary.ts has its own.`;
  }
  return undefined;
}

function isAllowed(path: string, may: readonly string[], target: string): boolean {
  const isPageCode = path.startsWith('src/figures/');
  if (isPageCode && fastKernels.some((pattern) => matches(pattern, target))) return false;
  const own = path.split('/').slice(0, 3).join('/');
  return may.some((pattern) => matches(pattern.replace(/^own\//, `${own}/`), target));
}

function list(may: readonly string[]): string {
  return may.length > 0 ? may.join(', ') : 'nothing';
}
