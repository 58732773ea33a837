// What is acknowledged stays, and is done once, however often a server is killed: `kill -9` in the middle of a load, again
// and again. On SQLite one server, started anew each time; on PostgreSQL two at once, of which one is killed at random while
// the other goes on. Loopback only; the load ends by itself. Any build will do: BENCH_PROGRAM=target/debug/foothold.
//
//   node benches/kill.mjs sqlite 100
//   node benches/kill.mjs postgres 50
//   OLD_PROGRAM=… node benches/kill.mjs upgrade 30
//
// The last is an upgrade one server at a time: two of the old release serve, and each one that ends (killed or stopped) starts
// again as the old release or the new one, until both are new.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cluster } from './postgres.mjs';

const root = join(import.meta.dirname, '..');
const program = process.env.BENCH_PROGRAM ?? join(root, 'target/release/foothold');
const [mode = 'sqlite', rounds = mode === 'sqlite' ? '100' : '50'] = process.argv.slice(2);
const engine = mode === 'upgrade' ? 'postgres' : mode;
/** What serves: the old release, until an upgrade has begun. */
let release = mode === 'upgrade' ? process.env.OLD_PROGRAM : program;
const folder = mkdtempSync(join(tmpdir(), 'foothold-kill-'));
const base = 30000 + (process.pid % 20000);
const PASSWORD = 'Harbor-lights-26!';
const STUDENTS = 12;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const agent = new http.Agent({ keepAlive: false });

const pg = engine === 'postgres' ? cluster(folder, base + 9) : null;
const url = pg?.url ?? `sqlite://${folder}/kill.db`;
const ports = engine === 'postgres' ? [base, base + 1] : [base];
const env = {
  ...process.env, DATABASE_URL: url, FOOTHOLD_SECRET_FILE: `${folder}/secret`, FOOTHOLD_SITE: join(root, 'target/site'), FOOTHOLD_DEMO: '1', FOOTHOLD_LOG: 'off',
};
for (const name of ['PAGES', 'FORMS', 'LOGINS', 'RECOVERIES', 'HASH_QUEUE']) env[`FOOTHOLD_LIMIT_${name}`] = '100000000';
const call = (...args) => execFileSync(release, args, { env, stdio: ['ignore', 'pipe', 'inherit'] }).toString();
const sql = (text) => (pg ? pg.psql(text) : execFileSync('sqlite3', [`${folder}/kill.db`, text]).toString().trim());

const servers = new Map();
function start(port) {
  servers.set(port, spawn(release, ['serve'], { env: { ...env, FOOTHOLD_ADDR: `127.0.0.1:${port}` }, stdio: 'inherit' }));
}
async function ready(port) {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await request(port, '/readyz').catch(() => ({}))).status === 200) return;
    await wait(50);
  }
  throw new Error(`the server on ${port} did not start`);
}
function request(port, path, { fields, cookie } = {}) {
  return new Promise((done, fail) => {
    const body = fields && new URLSearchParams(Object.entries(fields).map(([name, value]) => [`form[${name}]`, value])).toString();
    const headers = { accept: 'text/html', ...(cookie && { cookie }), ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }) };
    const sent = http.request({ host: '127.0.0.1', port, path, method: fields ? 'POST' : 'GET', headers, agent, timeout: 20_000 }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', fail);
      answer.on('end', () => done({ status: answer.statusCode, to: answer.headers.location ?? '', cookie: (answer.headers['set-cookie']?.[0] ?? '').split(';')[0], text: Buffer.concat(parts).toString() }));
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', fail);
    sent.end(body);
  });
}

const csv = (name, head, rows) => { const path = join(folder, name); writeFileSync(path, `${head}\n${rows.join('\n')}\n`); return path; };
const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const typed = (n) => { const [y, m, d] = day(n).split('-'); return `${m}/${d}/${y}`; };
const id = (n) => `N${String(7_100_000_000 + n).padStart(10, '0')}`;
const found = [];
try {
  if (pg) for (let tries = 0; tries < 100; tries += 1) { try { pg.psql('SELECT 1'); break; } catch { await wait(100); } }
  call('demo');
  const some = Array.from({ length: STUDENTS }, (_, n) => n);
  call('students', 'import',
    '--students', csv('s.csv', 'sevis_id,given_name,surname,birth_date,school_code,email', some.map((n) => `${id(n)},Load,Sample,2001-01-01,DEMO214F00000000,l${n}@load.test`)),
    '--authorizations', csv('a.csv', 'sevis_id,type,status,schedule,start_date,end_date', some.map((n) => `${id(n)},post_completion,approved,full_time,${day(-30)},${day(300)}`)));
  ports.forEach(start);
  for (const port of ports) await ready(port);
  const tokens = new Map();
  for (let page = 1; page <= 3; page += 1) {
    const { text } = await request(base, `/mailbox?page=${page}`);
    for (const [, email, token] of text.matchAll(/(l\d+@load\.test)[\s\S]*?\/register\?token=([\w-]{43})/g)) if (!tokens.has(email)) tokens.set(email, token);
  }
  const cookies = [];
  for (const n of some) {
    const email = `l${n}@load.test`, token = tokens.get(email);
    const { cookie } = await request(base, '/api/register/identify', { fields: { token, sevis_id: id(n) } });
    await request(base, '/api/register/create', { fields: { token, password: PASSWORD, confirm: PASSWORD }, cookie });
    const login = await request(base, '/api/login', { fields: { email, password: PASSWORD, next: '' } });
    if (!login.cookie) throw new Error(`student ${n}: ${login.status}`);
    await request(base, '/api/attest', { fields: { next: '' }, cookie: login.cookie });
    cookies.push(login.cookie);
  }

  // Students report, on either server, until all is over; what a server has acknowledged is kept here.
  const acknowledged = new Set();
  let [over, made, cut] = [false, 0, 0];
  const reporting = some.map(async (n) => {
    for (let turn = 0; !over; turn += 1) {
      const once = `s${n}t${turn}`;
      const fields = { once, name: `Works ${once}`, street: '1 Pier Road', zip: '78701', schedule: 'full_time', start_date: typed(-1 - (turn % 9)), relation: 'I write control software.' };
      // As a person would: what was not answered is sent again, with its key.
      for (let tries = 0; !over; tries += 1) {
        const answer = await request(ports[(n + turn + tries) % ports.length], '/api/employer/save', { fields, cookie: cookies[n] }).catch(() => null);
        if (answer?.to.startsWith('/receipts/')) { acknowledged.add(once); made += 1; break; }
        if (answer && answer.status !== 503) { found.push(`a report was answered with ${answer.status} ${answer.to}`); break; }
        cut += 1;
        await wait(20);
      }
      await wait(5);
    }
  });
  let invited = 0;
  for (let round = 0; round < Number(rounds); round += 1) {
    await wait(200 + Math.random() * 600);
    // Somebody to invite, so that the kill also falls into the jobs.
    if (round % 5 === 0) {
      const n = 500 + round;
      call('students', 'import',
        '--students', csv('one.csv', 'sevis_id,given_name,surname,birth_date,school_code,email', [`${id(n)},Load,Sample,2001-01-01,DEMO214F00000000,k${n}@load.test`]),
        '--authorizations', csv('onea.csv', 'sevis_id,type,status,schedule,start_date,end_date', [`${id(n)},post_completion,approved,full_time,${day(-3)},${day(300)}`]));
      invited += 1;
    }
    const port = mode === 'upgrade' ? ports[round % 2] : ports[Math.floor(Math.random() * ports.length)];
    const server = servers.get(port);
    const gone = new Promise((done) => server.on('exit', done));
    server.kill(mode === 'upgrade' && Math.random() < 0.5 ? 'SIGTERM' : 'SIGKILL');
    await gone;
    // The first is new; then either, and both are new in the end.
    const last = round >= Number(rounds) - 2;
    if (mode === 'upgrade') release = round === 0 || last || Math.random() < 0.5 ? program : process.env.OLD_PROGRAM;
    start(port);
    await ready(port);
    if (round % 10 === 9) console.error(`${round + 1} kills, ${made} reports acknowledged, ${cut} cut off or told busy`);
  }
  await wait(1500);
  over = true;
  await Promise.all(reporting);
  call('jobs', 'run-due');

  // Every acknowledged report is there, once; with its receipt, its history, its check and its change for SEVIS.
  const stored = sql("SELECT name FROM employers WHERE name LIKE 'Works s%'").split('\n');
  const counts = new Map();
  for (const name of stored) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const once of acknowledged) if (counts.get(`Works ${once}`) !== 1) found.push(`${once}: ${counts.get(`Works ${once}`) ?? 0} times on record`);
  for (const [name, times] of counts) if (times !== 1) found.push(`${name}: ${times} times`);
  const of = (table) => Number(sql(`SELECT count(*) FROM ${table} WHERE employer_id IN (SELECT id FROM employers WHERE name LIKE 'Works s%')`));
  const changes = of('sevis_changes');
  if (changes !== stored.length) found.push(`${stored.length} employers, ${changes} changes for SEVIS`);
  const untold = Number(sql("SELECT count(*) FROM sevis_changes c LEFT JOIN receipts r ON r.id = c.receipt_id WHERE c.employer_id IN (SELECT id FROM employers WHERE name LIKE 'Works s%') AND r.id IS NULL"));
  if (untold) found.push(`${untold} changes without a receipt`);
  const unchecked = Number(sql("SELECT count(*) FROM sevis_changes c LEFT JOIN reviews v ON v.receipt_id = c.receipt_id WHERE c.employer_id IN (SELECT id FROM employers WHERE name LIKE 'Works s%') AND v.id IS NULL"));
  if (unchecked) found.push(`${unchecked} changes that nobody is to check`);
  const mails = sql("SELECT recipient, count(*) FROM mails WHERE recipient LIKE 'k%@load.test' GROUP BY recipient").split('\n');
  if (mails.length !== invited) found.push(`${invited} to invite, ${mails.length} invited`);
  for (const row of mails) if (!row.endsWith('|1')) found.push(`invited more than once: ${row}`);
  const broken = engine === 'sqlite' ? sql('PRAGMA integrity_check') : 'ok';
  if (broken !== 'ok') found.push(broken);
  console.log(call('check').trim());
  console.log(`${engine}: ${rounds} kills, ${acknowledged.size} reports acknowledged, ${stored.length} on record, ${cut} attempts cut off, ${mails.length} invitations; ${found.length ? 'NOT in order' : 'all in order'}`);
  found.slice(0, 20).forEach((line) => console.log(`  ${line}`));
  process.exitCode = found.length ? 1 : 0;
} finally {
  for (const server of servers.values()) server.kill('SIGKILL');
  if (pg) { pg.server.kill('SIGINT'); await new Promise((done) => pg.server.on('exit', done)); }
  agent.destroy();
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}
