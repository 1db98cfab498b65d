// Sends the reader on at once: the language chosen before, else the first of the browser's that the book has.
let language;
try {
  language = localStorage.getItem('unrolled.language');
} catch {}
if (language !== 'en' && language !== 'zh') {
  const known = navigator.languages.map((name) => name.slice(0, 2).toLowerCase());
  language = known.find((name) => name === 'en' || name === 'zh') ?? 'en';
}
location.replace(new URL(`${language}/${location.search}${location.hash}`, location.href.replace(/[?#].*$/, '')));
