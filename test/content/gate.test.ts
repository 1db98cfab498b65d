/** The gate at the end of a build: one broken page for each rule, and each must be refused by that rule. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFolder, checkPage, missingTwins } from '../../src/build/gate/folder.ts';
import { parsePage } from '../../src/build/gate/parse.ts';
import { rules } from '../../src/build/gate/rules.ts';

const broken = new URL('broken/', import.meta.url).pathname;
const policy = `<meta http-equiv="content-security-policy" content="default-src 'self'">`;

/** A page that is well but for `body`; one rule is about the language itself. */
function page(body: string, language = 'en'): string {
  return `<!doctype html><html${language && ` lang="${language}"`}><head>${policy}</head><body>${body}</body></html>`;
}

describe('a page', () => {
  test('that is well passes', () => {
    const well = '<p id="a">5 * 3 &gt; 2, $5 <a href="https://doi.org/10.1">a paper</a></p><img alt="" src="a.png">';
    expect(checkPage(parsePage(page(well)))).toEqual([]);
  });

  test('has a broken example for every rule', () => {
    expect(readdirSync(broken).sort()).toEqual(rules.map(({ name }) => `${name}.html`).sort());
  });

  test.each(rules.map(({ name }) => name))('is refused for %s', (name) => {
    const body = readFileSync(join(broken, `${name}.html`), 'utf8');
    const faults = checkPage(parsePage(page(body, name === 'language' ? '' : 'en')));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: `));
  });

  test('may quote a source as it stands, and show code', () => {
    const verbatim = '<blockquote data-verbatim>流利的**</blockquote><pre><code>a ** b, [@x]</code></pre>';
    expect(checkPage(parsePage(page(verbatim)))).toEqual([]);
  });
});

describe('a site', () => {
  const links = (body: string, base = '/') => {
    const folder = mkdtempSync(join(tmpdir(), 'gate-'));
    writeFileSync(join(folder, 'index.html'), page(body));
    writeFileSync(join(folder, 'other.html'), page('<h2 id="here">Here</h2>'));
    const problems = checkFolder(folder, base);
    rmSync(folder, { recursive: true });
    return problems.map(({ file, message }) => `${file}: ${message}`);
  };

  test('passes with links that lead somewhere', () => {
    expect(
      links('<a href="/other.html#here">a</a> <a href="#f=stepper&v=1">b</a> <a href="mailto:a@b.c">c</a>'),
    ).toEqual([]);
    expect(links('<a href="/fork/other.html">a</a> <a href="other.html#here">b</a>', '/fork/')).toEqual([]);
  });

  test.each([
    ['/nowhere/', '/', 'index.html: /nowhere/ leads nowhere'],
    ['other.html#gone', '/', 'index.html: other.html#gone: no element is called "gone"'],
    ['#gone', '/', 'index.html: #gone: no element is called "gone"'],
    ['/other.html', '/fork/', "index.html: /other.html leads outside the site's base"],
  ])('is refused for the link %s under %s', (href, base, sentence) => {
    expect(links(`<a href="${href}">a</a>`, base)).toEqual([sentence]);
  });

  test('is refused for a page in one language only', () => {
    const [problem, ...rest] = missingTwins([
      'index.html',
      'en/index.html',
      'zh/index.html',
      'en/chapters/a/index.html',
    ]);
    expect(rest).toEqual([]);
    expect(problem?.file).toBe('en/chapters/a/index.html');
    expect(problem?.message).toBe('missing-pair: zh/chapters/a/index.html does not exist');
  });
});
