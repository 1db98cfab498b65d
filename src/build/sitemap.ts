/** The sitemap's alternates: beside each language, the page for readers of neither. */

interface Item {
  url: string;
  links?: { lang: string; url: string }[] | undefined;
}

/** `home` is the address of the site with its base; the page there chooses a language and is itself in none. */
export function withDefaultLanguage(home: string) {
  const door = home.endsWith('/') ? home : `${home}/`;
  return <T extends Item>(item: T): T => {
    const links = (item.links ?? []).filter(({ url }) => url !== door);
    const english = links.find(({ lang }) => lang === 'en');
    if (!english) return item;
    const neither = english.url === `${door}en/` ? door : english.url;
    return { ...item, links: [...links, { lang: 'x-default', url: neither }] };
  };
}
