// Lighthouse (mobile: a slow phone on a slow line) on the pages of everybody who uses the portal, in the release build's demo. It
// is run by its own program, `npm ci` in this folder first; `node benches/lighthouse.mjs [PATH…]` looks at these pages alone.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appCode, logIn } from './people.mjs';
import { base, call, coldStart, end, request } from './portal.mjs';

/** The first link on a page that begins so. */
async function linkOn(page, cookie, begins) {
  const links = [...(await request(page, { cookie })).text().matchAll(/href="([^"#]+)"/g)].map(([, to]) => to);
  return links.find((to) => to.startsWith(begins) && to.length > begins.length + 10);
}

async function pages() {
  const student = await logIn('unemployed@demo.test', '/api/attest', { next: '' });
  const stem = await logIn('stem@demo.test', '/api/attest', { next: '' });
  const official = await logIn('pdso@demo.test', '/api/verify', { code: appCode() });
  const help = await logIn('helpdesk@demo.test', '/api/verify', { code: appCode() });
  const of = (cookie, paths) => paths.filter(Boolean).map((path) => [path, cookie]);
  return [
    ...of('', ['/', '/login', '/forgot', '/help', '/help/faq', '/accessibility', '/help/tools', '/check-receipt', '/record-copy', '/sign-up', '/mailbox']),
    ...of(student, ['/employment', '/employment/new', '/profile', '/history', '/deadlines', '/account', '/account/security']),
    ...of(stem, [await linkOn('/employment', stem, '/employment/'), '/training-plan', '/validation']),
    ...of(official, ['/console', '/console/students', await linkOn('/console/students', official, '/console/students/'), '/console/review',
      '/console/alerts', '/console/both-sides', '/console/batches', '/console/import', '/console/plans', '/console/numbers',
      '/console/officials', '/console/school', '/console/audit']),
    ...of(help, ['/console/messages', '/console/cases']),
  ];
}

const at = join(import.meta.dirname, 'node_modules/lighthouse');
if (!existsSync(at)) {
  console.log('Lighthouse is not installed: npm ci in benches/');
  process.exit(1);
}
const { default: lighthouse } = await import('lighthouse');
const { launch } = await import('chrome-launcher');
const { default: puppeteer } = await import('puppeteer-core');
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: null });
const rows = [];
try {
  call('demo');
  await coldStart();
  const wanted = process.argv.slice(2);
  for (const [path, cookie] of (await pages()).filter(([path]) => !wanted.length || wanted.includes(path))) {
    const page = await browser.newPage();
    const [cookieName, token] = cookie.split('=');
    if (cookie) await page.setCookie({ name: cookieName, value: token, url: base });
    // What is stored is reset by leaving the page alone: the cookie says who looks.
    const flags = { port: chrome.port, output: 'json', logLevel: 'error', disableStorageReset: true };
    const config = { extends: 'lighthouse:default', settings: { onlyCategories: ['performance', 'accessibility', 'best-practices'] } };
    const { lhr } = await lighthouse(base + path, flags, config, page);
    if (cookie) await page.deleteCookie({ name: cookieName, url: base });
    await page.close();
    const score = (name) => Math.round(lhr.categories[name].score * 100);
    const value = (name) => lhr.audits[name].numericValue;
    const told = lhr.finalDisplayedUrl === base + path ? path : `${path} (shows ${lhr.finalDisplayedUrl.replace(base, '')})`;
    const lost = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === 'binary');
    rows.push([told.replace(/[0-9a-f-]{36}/, '…'), score('performance'), score('accessibility'), score('best-practices'),
      (value('largest-contentful-paint') / 1000).toFixed(2), value('total-blocking-time').toFixed(0), value('cumulative-layout-shift').toFixed(3),
      (value('total-byte-weight') / 1024).toFixed(1), lost.map((audit) => audit.id).join(' ')]);
  }
} finally {
  await browser.disconnect();
  await chrome.kill();
  end();
}
console.log('| page | performance | accessibility | best practices | LCP s | TBT ms | CLS | KiB | not passed |\n|---|---|---|---|---|---|---|---|---|');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
