// What the benchmarks measure: the release build with the demo school, on loopback, in a folder that
// goes with it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const folder = mkdtempSync(join(tmpdir(), 'foothold-bench-'));
const port = 30000 + (process.pid % 20000);
export const base = `http://127.0.0.1:${port}`;
/** BENCH_DATABASE_URL measures another database than a new SQLite file. */
export const env = {
  ...process.env, DATABASE_URL: process.env.BENCH_DATABASE_URL ?? `sqlite://${folder}/bench.db`, FOOTHOLD_SECRET_FILE: `${folder}/secret`,
  FOOTHOLD_ADDR: `127.0.0.1:${port}`, FOOTHOLD_SITE: join(root, 'target/site'), FOOTHOLD_DEMO: '1', FOOTHOLD_LOG: 'error',
};
for (const name of ['PAGES', 'FORMS', 'LOGINS', 'RECOVERIES', 'HASH_QUEUE']) env[`FOOTHOLD_LIMIT_${name}`] = '100000000';
export const program = process.env.BENCH_PROGRAM ?? join(root, 'target/release/foothold');
export const call = (...args) => execFileSync(program, args, { env });

let portal = null;
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

/** Starts the portal (with these words after `serve`) and waits until it is ready. */
export async function serve(...words) {
  portal = spawn(program, ['serve', ...words], { env, stdio: 'inherit' });
  for (let tries = 0; (await request('/readyz').catch(() => ({}))).status !== 200; tries += 1) {
    if (tries > 100) throw new Error('the portal did not start');
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

/** Memory of a process at its peak so far in MiB (Linux); none once it has ended. */
export function memory(pid) {
  try { return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024; } catch { return 0; }
}

/** Bytes of the database's files (SQLite). */
export const stored = () => readdirSync(folder).filter((name) => name.startsWith('bench.db')).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** What the serving process has cost so far: milliseconds of CPU, and memory now and at its peak in MiB (Linux). */
export function cost() {
  const fields = readFileSync(`/proc/${portal.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const status = readFileSync(`/proc/${portal.pid}/status`, 'utf8');
  const mib = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024;
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, now: mib('VmRSS'), peak: mib('VmHWM') };
}

/** Ends the portal; what it wrote stays. */
export async function stop() {
  const gone = new Promise((done) => portal.on('exit', done));
  portal.kill('SIGTERM');
  await gone;
  portal = null;
}

/** Starts the portal, and gives the milliseconds until its first 200. */
export async function coldStart() {
  const begun = performance.now();
  portal = spawn(program, ['serve'], { env, stdio: 'inherit' });
  for (;;) {
    const { status } = await request('/login').catch(() => ({}));
    if (status === 200) return performance.now() - begun;
    await new Promise((wait) => setTimeout(wait, 1));
  }
}

/** Ends the portal, and all that it wrote. */
export function end() {
  portal?.kill('SIGTERM');
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}

/** A page, or a form posted as a browser without scripts does; `cookie` is the session's. */
export function request(path, { fields, cookie, encoding } = {}) {
  return new Promise((done, fail) => {
    const body = fields && new URLSearchParams(Object.entries(fields).map(([name, value]) => [`form[${name}]`, value])).toString();
    const headers = {
      accept: 'text/html', ...(cookie && { cookie }), ...(encoding && { 'accept-encoding': encoding }),
      ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const sent = http.request({ host: '127.0.0.1', port, path, method: fields ? 'POST' : 'GET', headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const all = Buffer.concat(parts);
        const { location = '', 'set-cookie': cookies = [] } = answer.headers;
        const set = cookies.find((one) => /^(__Host-)?foothold=/.test(one)) ?? '';
        done({ status: answer.statusCode, to: location, cookie: set.split(';')[0], bytes: all.length, text: () => all.toString() });
      });
    });
    // A connection that the portal closed just as it was used again carried nothing.
    sent.on('error', (error) => {
      if (error.code === 'ECONNRESET' && sent.reusedSocket) request(path, { fields, cookie, encoding }).then(done, fail);
      else fail(error);
    });
    sent.end(body);
  });
}

export const share = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
