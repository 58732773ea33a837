// Sizes and rates of the release build, on loopback, in one table. Each load runs three times for
// a few seconds; medians are reported.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { call, end, median, request, root, serve } from './portal.mjs';

const stop = { at: 0 };

/** Repeats `work` on `lanes` connections for some seconds; rate a second and median milliseconds. */
async function load(seconds, lanes, work) {
  const times = [];
  stop.at = Date.now() + seconds * 1000;
  const begun = performance.now();
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (Date.now() < stop.at) {
      const from = performance.now();
      await work();
      times.push(performance.now() - from);
    }
  }));
  return { rate: times.length / ((performance.now() - begun) / 1000), ms: median(times) };
}

async function thrice(run) {
  const results = [await run(), await run(), await run()];
  return Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((r) => r[key]))]));
}

try {
  call('demo');
  await serve();
  const pkg = join(root, 'target/site/pkg');
  const size = (pattern) => statSync(join(pkg, readdirSync(pkg).find((name) => pattern.test(name)))).size;
  const wasm = size(/^frontend_bg\.[0-9a-f]{16}\.wasm\.br$/);
  const mailbox = (await request('/mailbox')).text();
  const link = mailbox.match(/\/register\?token=[\w-]+/)[0];
  const page = (await request(link, { encoding: 'br' })).bytes;
  const visit = page + wasm + size(/^frontend\.[0-9a-f]{16}\.js\.br$/) + size(/^foothold\.[0-9a-f]{16}\.css\.br$/) + statSync(join(root, 'public/favicon.svg')).size;

  const login = () => request('/api/login', { fields: { email: 'unemployed@demo.test', password: 'Harbor-lights-26!' } });
  const { cookie } = await login();
  await request('/api/attest', { fields: { next: '' }, cookie });
  if ((await request('/employment', { cookie })).status !== 200) throw new Error('not logged in');

  const anonymous = await thrice(() => load(4, 8, () => request('/login')));
  const student = await thrice(() => load(4, 8, () => request('/employment', { cookie })));
  const bare = median([0, 1, 2].map(() => Number(execFileSync(join(root, 'target/release/examples/argon2_rate')).toString())));
  const logins = await thrice(async () => {
    const pages = [];
    const watch = (async () => {
      await new Promise((wait) => setTimeout(wait, 200));
      while (Date.now() < stop.at) {
        const from = performance.now();
        await request('/login');
        pages.push(performance.now() - from);
        await new Promise((wait) => setTimeout(wait, 40));
      }
    })();
    const { rate } = await load(6, 8, login);
    await watch;
    return { rate, ms: median(pages) };
  });

  const rows = [
    ['wasm, raw', `${size(/^frontend_bg\.[0-9a-f]{16}\.wasm$/)} bytes`, ''],
    ['wasm, brotli', `${wasm} bytes`, 'at most 307200'],
    ['first visit to /register, all files', `${visit} bytes`, 'at most 360000'],
    ['anonymous page (/login)', `${anonymous.rate.toFixed(0)} a second, median ${anonymous.ms.toFixed(1)} ms`, ''],
    ['logged-in page (/employment)', `${student.rate.toFixed(0)} a second, median ${student.ms.toFixed(1)} ms`, ''],
    ['bare argon2 verifications', `${bare.toFixed(1)} a second`, ''],
    ['logins', `${logins.rate.toFixed(1)} a second, ${((100 * logins.rate) / bare).toFixed(0)} % of bare argon2`, 'at least 85 %'],
    ['page while logins run', `median ${logins.ms.toFixed(1)} ms`, 'under 50 ms'],
  ];
  console.log('| what | measured | target |\n|---|---|---|');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
} finally {
  end();
}
