/** Every number and outcome that prose may print, by name; each is computed while the site is built. */
export const experiments: Record<string, () => number | string> = {};
