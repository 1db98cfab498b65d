import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { checkedContent, checkedPages, compiledKernels, subsetFonts } from './src/build/integrations.ts';
import { katexOptions, onlyWoff2 } from './src/build/katex.ts';
import { policy } from './src/build/policy.ts';
import { withoutHeadDirective } from './src/build/propagated-assets.ts';
import { remarkChapter } from './src/build/remark/chapter.ts';
import { remarkCjkFriendly } from './src/build/remark/cjk-friendly.ts';
import { withDefaultLanguage } from './src/build/sitemap.ts';
import { rehypeUntranslated } from './src/build/untranslated.ts';

const site = 'https://unrolled.example';
const base = process.env.UNROLLED_BASE ?? '/';

export default defineConfig({
  site,
  base,
  outDir: process.env.UNROLLED_OUT ?? 'dist',
  trailingSlash: 'always',
  compressHTML: true,
  i18n: {
    defaultLocale: 'en',
    locales: ['en', { path: 'zh', codes: ['zh-Hans', 'zh-CN'] }],
    routing: { prefixDefaultLocale: true, redirectToDefaultLocale: false },
  },
  markdown: {
    syntaxHighlight: false,
    processor: unified({
      remarkPlugins: [remarkMath, remarkCjkFriendly, ...remarkChapter],
      rehypePlugins: [[rehypeKatex, katexOptions], rehypeUntranslated],
    }),
  },
  integrations: [
    preact(),
    mdx({ optimize: true }),
    sitemap({
      i18n: { defaultLocale: 'en', locales: { en: 'en', zh: 'zh-Hans' } },
      serialize: withDefaultLanguage(new URL(base, site).href),
    }),
    subsetFonts(),
    compiledKernels(),
    checkedContent(),
    checkedPages(),
  ],
  // Styles that a figure brings into a chapter would stand in the page without a hash in its policy; files need none.
  build: { inlineStylesheets: 'never' },
  security: { csp: policy },
  devToolbar: { enabled: false },
  vite: {
    plugins: [onlyWoff2(), withoutHeadDirective()],
    build: {
      // Fonts and compiled kernels stay files: `connect-src` refuses a `data:` address, and files are cached once.
      assetsInlineLimit: (file) => (/\.(woff2|wasm)$/.test(file) ? false : undefined),
    },
  },
});
