/** The page's colours as a signal: read in the browser, and again when the reader or the device changes them. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { type Palette, readPalette } from './colours.ts';

/** Null until the figure lives in a page. */
export function usePalette(): ReadonlySignal<Palette | null> {
  const [palette] = useState(() => signal<Palette | null>(null));
  useEffect(() => {
    const page = document.documentElement;
    const read = () => {
      palette.value = readPalette(page);
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(page, { attributeFilter: ['data-theme'] });
    const device = matchMedia('(prefers-color-scheme: dark)');
    device.addEventListener('change', read);
    return () => {
      observer.disconnect();
      device.removeEventListener('change', read);
    };
  }, [palette]);
  return palette;
}
