// Sizes, cost and rates of the release build, on loopback, in one table with the target of each row and, where there is one,
// the machine's own limit measured in the same run. Each load runs three times for a few seconds; medians are reported.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { call, coldStart, cost, end, median, request, root, share, stop } from './portal.mjs';
import { enter, logIn, report } from './students.mjs';

const EDITORS = 64;
const until = { at: 0 };

/** Repeats `work` on `lanes` connections for some seconds: rate a second, milliseconds, and the server's CPU in µs for each. */
async function load(seconds, lanes, work) {
  const times = [];
  until.at = Date.now() + seconds * 1000;
  const [begun, before] = [performance.now(), cost().cpu];
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    while (Date.now() < until.at) {
      const from = performance.now();
      await work(lane);
      times.push(performance.now() - from);
    }
  }));
  const rate = times.length / ((performance.now() - begun) / 1000);
  return { rate, ms: median(times), p99: share(times, 0.99), cpu: ((cost().cpu - before) * 1000) / times.length };
}

async function thrice(run) {
  const results = [await run(), await run(), await run()];
  return Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((r) => r[key]))]));
}

const rows = [];
const row = (what, measured, target = '') => rows.push([what, measured, target]);
const times = ({ rate, ms, p99 }) => `${rate.toFixed(0)} a second, median ${ms.toFixed(1)} ms, p99 ${p99.toFixed(0)} ms`;

function sizes(page) {
  const pkg = join(root, 'target/site/pkg');
  const found = (pattern) => readdirSync(pkg).find((name) => pattern.test(name));
  if (!found(/^frontend_bg\.[0-9a-f]{16}\.wasm\.br$/)) return row('sizes', 'no bundle: make web', '');
  const size = (pattern) => statSync(join(pkg, found(pattern))).size;
  const wasm = size(/^frontend_bg\.[0-9a-f]{16}\.wasm\.br$/);
  const usable = page + size(/^foothold\.[0-9a-f]{16}\.css\.br$/) + size(/^enhance\.[0-9a-f]{16}\.js\.br$/);
  const rules = wasm + size(/^frontend\.[0-9a-f]{16}\.js\.br$/) + size(/^forms\.[0-9a-f]{16}\.js\.br$/);
  row('all that a first visit to /login loads, brotli, 3 requests', `${usable} bytes`, 'before it is usable at most 20480');
  row('   the rules of forms besides, at the first touch of one', `${rules} bytes`, 'in all at most 194560');
  row('   of it wasm', `${wasm} bytes (${size(/^frontend_bg\.[0-9a-f]{16}\.wasm$/)} raw)`);
}

/** One more version of each editor's employer; each session edits its own. */
async function edits(sessions) {
  const jobs = await Promise.all(sessions.map(async (cookie, n) => {
    await report(cookie, `edit-${n}`);
    const [, id] = (await request('/employment', { cookie })).text().match(/\/employment\/([0-9a-f-]{30,})/) ?? [];
    if (!id) throw new Error('no employer to edit');
    return { cookie, id, version: 1 };
  }));
  return async (lane) => {
    const job = jobs[lane];
    const said = { id: job.id, version: String(job.version), job_title: `Engineer ${job.version}` };
    const answer = await report(job.cookie, '', { name: `Works edit-${lane}`, ...said });
    if (!answer.to.startsWith('/receipts/')) throw new Error(`an edit was answered with ${answer.status} ${answer.to}`);
    job.version += 1;
  };
}

try {
  call('demo');
  enter(EDITORS);
  await coldStart();
  await new Promise((wait) => setTimeout(wait, 3000));
  const idle = cost().now;
  await stop();
  const starts = [];
  for (let n = 0; n < 5; n += 1) { starts.push(await coldStart()); if (n < 4) await stop(); }
  row('cold start to the first 200', `median ${median(starts).toFixed(0)} ms`, 'at most 40 ms, on PostgreSQL 120');
  row('memory, idle', `${idle.toFixed(0)} MiB`, 'at most 25');
  sizes((await request('/login', { encoding: 'br' })).bytes);

  const sessions = await logIn(EDITORS);
  const edit = await edits(sessions);
  const bare = await thrice(() => load(3, 8, () => request('/healthz')));
  row('bare answer (/healthz): server CPU', `${bare.cpu.toFixed(0)} µs, ${times(bare)}`);
  const anonymous = await thrice(() => load(4, 8, () => request('/login')));
  row('anonymous page (/login): server CPU', `${anonymous.cpu.toFixed(0)} µs, ${times(anonymous)}`, 'at most 120 µs');
  const student = await thrice(() => load(4, 8, (lane) => request('/employment', { cookie: sessions[lane] })));
  row('employer list (/employment): server CPU', `${student.cpu.toFixed(0)} µs, ${times(student)}`, 'at most 300 µs');
  const alone = await thrice(() => load(3, 1, () => request('/employment', { cookie: sessions[0] })));
  row('   on one connection', `median ${alone.ms.toFixed(2)} ms`);
  const eight = await thrice(() => load(4, 8, edit));
  row('employer edit, 8 at once: server CPU', `${eight.cpu.toFixed(0)} µs, ${times(eight)}`, 'at most 600 µs, p99 20 ms');
  const many = await thrice(() => load(4, EDITORS, edit));
  row(`employer edit, ${EDITORS} at once`, times(many), 'p99 at most 60 ms');

  const login = () => request('/api/login', { fields: { email: 'unemployed@demo.test', password: 'Harbor-lights-26!' } });
  const hashes = median([0, 1, 2].map(() => Number(execFileSync(join(root, 'target/release/examples/argon2_rate')).toString())));
  row('bare argon2 verifications', `${hashes.toFixed(1)} a second`);
  const logins = await thrice(async () => {
    const pages = [];
    const watch = (async () => {
      await new Promise((wait) => setTimeout(wait, 200));
      while (Date.now() < until.at) {
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
  row('logins', `${logins.rate.toFixed(1)} a second, ${((100 * logins.rate) / hashes).toFixed(0)} % of bare argon2`, 'at least 95 %');
  row('   a page meanwhile', `median ${logins.ms.toFixed(1)} ms`);
  row('memory, peak', `${cost().peak.toFixed(0)} MiB`, 'at most 90');
} finally {
  end();
}
console.log('| what | measured | target |\n|---|---|---|');
for (const one of rows) console.log(`| ${one.join(' | ')} |`);
