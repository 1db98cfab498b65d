/**
 * A Vite plugin: Astro 7.3 begins the modules that carry a chapter's styles with a directive that nothing reads any more
 * (it goes by their address), and the bundler warns of each that it may be lost.
 */
export function withoutHeadDirective() {
  return {
    name: 'propagated-assets-without-directive',
    enforce: 'post' as const,
    transform: {
      filter: { id: /[?&]astroPropagatedAssets\b/ },
      handler: (code: string) => ({ code: code.replace(/^\s*"use astro:head-inject";/, ''), map: null }),
    },
  };
}
