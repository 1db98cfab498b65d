/** `npm run doctor`: says what the commands run on. */
import { findBrowser } from './shared/browser.ts';

console.log(`Node ${process.versions.node} at ${process.execPath}`);
const browser = findBrowser();
console.log(browser ? `Browser: ${browser.path} (${browser.source})` : 'Browser: none yet; npm test installs one');
