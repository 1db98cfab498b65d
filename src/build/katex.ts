/** How equations are rendered, all of it at build time. */

export const katexOptions = {
  output: 'htmlAndMathml',
  // \term{forgetGate}{f_t} becomes an element with data-term="forgetGate": the hook between an equation and a figure.
  macros: { '\\term': '\\htmlData{term=#1}{#2}' },
  trust: (context: { command: string }) => context.command === '\\htmlData',
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
  maxExpand: 1000,
  maxSize: 20,
};

/** A Vite plugin: KaTeX names each face three times; every browser we support reads the first, woff2. */
export function onlyWoff2() {
  return {
    name: 'katex-only-woff2',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (!/katex[^/]*\.css/.test(id)) return undefined;
      return code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g, '');
    },
  };
}
