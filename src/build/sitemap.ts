/** The sitemap's alternates: beside each language, the page for readers of neither. */

interface Item {
  url: string;
  links?: { lang: string; url: string }[] | undefined;
}

/** `home` is the address of the site with its base. */
export function withDefaultLanguage(home: string) {
  const root = home.endsWith('/') ? home : `${home}/`;
  return <T extends Item>(item: T): T => {
    const english = item.links?.find((link) => link.lang === 'en');
    if (!item.links || !english) return item;
    const neither = english.url === `${root}en/` ? root : english.url;
    return { ...item, links: [...item.links, { lang: 'x-default', url: neither }] };
  };
}
