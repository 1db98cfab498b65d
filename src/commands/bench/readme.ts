/** The tables in README.md, between two lines that only its source shows. */

const FROM = '<!-- npm run bench -- --readme -->';
const TO = '<!-- end of bench -->';

/** The text with `tables` between its markers. Throws when it has none. */
export function withTables(readme: string, tables: string): string {
  const from = readme.indexOf(FROM);
  const to = readme.indexOf(TO);
  if (from === -1 || to < from)
    throw new Error(`README.md has no lines "${FROM}" and "${TO}" to put the tables between.`);
  return `${readme.slice(0, from + FROM.length)}\n\n${tables}\n\n${readme.slice(to)}`;
}
