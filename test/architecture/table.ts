/**
 * Who may import whom, first matching row first. `*` stands for one name, `**` for any path.
 * `own` is the importing file's own folder under `src/figures/`.
 */
export interface Row {
  files: string;
  may: readonly string[];
}

const signals = 'npm:@preact/signals';
const preact = ['npm:preact', signals];
const plot = 'npm:@observablehq/plot';
const tools = ['npm:**', 'node:**', 'astro:**'];

export const table: readonly Row[] = [
  { files: 'src/engine/kernels/contract.ts', may: ['src/engine/matrix.ts'] },
  { files: 'src/engine/cells/contract.ts', may: ['src/engine/matrix.ts'] },
  { files: 'src/engine/kernels/reference.ts', may: ['src/engine/{matrix,elementary,kernels/contract}.ts'] },
  {
    files: 'src/engine/kernels/wasm.ts',
    may: ['src/engine/{matrix,kernels/contract,kernels/reference,kernels/arena}.ts'],
  },
  {
    files: 'src/engine/kernels/{webgl,webgl/*}.ts',
    may: ['src/engine/{matrix,kernels/contract,kernels/reference,kernels/webgl/*}.ts'],
  },
  {
    files: 'src/engine/cells/{*-variants,conventions}.ts',
    may: ['src/engine/{matrix,parameters,elementary,kernels/contract,cells/*}.ts'],
  },
  {
    files: 'src/engine/cells/*.ts',
    may: ['src/engine/{matrix,parameters,elementary,kernels/contract,cells/contract,cells/sums,cells/activations}.ts'],
  },
  { files: 'src/engine/**', may: ['src/engine/**'] },
  {
    files: 'src/tasks/**',
    may: ['src/tasks/**', 'src/engine/{matrix,random,elementary}.ts', 'content/corpora/*.json'],
  },
  { files: 'src/exchange/**', may: ['src/exchange/**', 'src/engine/**'] },
  { files: 'src/training/**', may: ['src/training/**', 'src/engine/**', 'src/tasks/**'] },
  {
    files: 'src/experiments/shipped.ts',
    may: ['src/{experiments,engine,tasks,exchange}/**', 'src/training/run.ts', 'node:**'],
  },
  {
    files: 'src/experiments/**',
    may: ['src/experiments/**', 'src/engine/**', 'src/tasks/**', 'src/training/{run,tally,trainer}.ts'],
  },
  {
    files: 'src/worker/**',
    may: ['src/{worker,engine,tasks,exchange,training,experiments}/**', 'npm:idb-keyval'],
  },
  {
    files: 'src/figures/shared/static-chart.ts',
    may: ['src/figures/shared/**', plot, 'npm:@mixmark-io/domino'],
  },
  { files: 'src/address/**', may: ['src/address/**'] },
  {
    files: 'src/figures/shared/**',
    may: ['src/{figures/shared,address}/**', 'src/i18n/**', 'src/styles/**', ...preact, plot],
  },
  // An exercise is the stepper with a question about it; its check is the engine's, and takes a few milliseconds.
  {
    files: 'src/figures/puzzle/**',
    may: [
      'own/**',
      'src/figures/{cell-stepper,shared}/**',
      'src/experiments/by-hand/*.ts',
      'src/{tasks,i18n,styles}/**',
      'astro:content',
      ...preact,
    ],
  },
  // The stepper's page is the chapters' own stepper at full size, or two of them, and not a figure beside it.
  {
    files: 'src/figures/stepper-page/**',
    may: ['own/**', 'src/figures/{cell-stepper,shared}/**', 'src/{tasks,i18n,styles}/**', 'astro:content', ...preact],
  },
  {
    files: 'src/figures/*/**.ts',
    may: [
      'own/**.ts',
      'src/figures/shared/**',
      'src/worker/{client,messages,speeds,original-plan}.ts',
      // How a run begins is in view before it is trained; how far it came is kept in the browser and as a file.
      'src/training/{run,budget,initialize,update-rules,variants,work,checkpoint}.ts',
      'npm:idb-keyval',
      'src/tasks/**',
      'src/exchange/**',
      'src/engine/**',
      signals,
    ],
  },
  { files: 'src/figures/*/**.tsx', may: ['own/**', 'src/figures/shared/**', ...preact, plot] },
  {
    files: 'src/figures/*/**.astro',
    // Equations that a figure shows are rendered at build, as those of the chapters are.
    may: [
      'own/**',
      'src/figures/shared/**',
      'src/i18n/**',
      'src/styles/**',
      'src/build/katex.ts',
      'npm:katex',
      'astro:content',
    ],
  },
  { files: 'src/i18n/**', may: ['src/i18n/**', 'content/interface/*.json', 'astro:**'] },
  { files: 'src/components/Value.astro', may: ['src/experiments/**', 'src/components/**', 'src/i18n/**'] },
  {
    files: 'src/components/colophon/Specimens.astro',
    may: ['src/i18n/**', 'npm:katex'],
  },
  {
    files: 'src/components/**',
    may: ['src/components/**', 'src/address/**', 'src/i18n/**', 'src/styles/**', 'astro:**'],
  },
  {
    files: 'src/{layouts,pages}/**',
    may: [
      'src/{layouts,components,i18n,styles}/**',
      'src/figures/*/Figure.astro',
      'npm:katex',
      '.cache/fonts/*.woff2',
      'astro:**',
    ],
  },
  { files: 'src/styles/**', may: [] },
  {
    files: 'src/{build,commands}/**',
    may: ['src/{build,commands,engine,tasks,exchange,training,experiments,worker,i18n}/**', 'content/**', ...tools],
  },
  {
    files: 'src/content.config.ts',
    may: ['src/{build,i18n}/**', 'src/components/thumbnails/names.ts', 'npm:astro', 'astro:**'],
  },
  { files: 'src/env.d.ts', may: [] },
  {
    files: 'content/pages/**',
    may: ['src/figures/*/Figure.astro', 'src/components/*.astro', 'src/components/colophon/*.astro'],
  },
  { files: 'content/chapters/**', may: ['src/figures/*/Figure.astro', 'src/components/*.astro'] },
];

/** Inside the engine nothing but the slow, readable side may be asked for from a page; the fast kernels load with training. */
export const fastKernels = [
  'src/engine/kernels/wasm.ts',
  'src/engine/kernels/webgl.ts',
  'src/engine/kernels/webgl/*.ts',
  'src/engine/kernels/choose.ts',
  'src/engine/kernels/measure.ts',
];

export function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_all, names: string) => `(?:${names.split(',').join('|')})`)
    .replace(/\*\*|\*/g, (star) => (star === '**' ? '.*' : '[^/]*'));
  return new RegExp(`^${source}$`).test(path);
}
