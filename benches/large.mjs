// Pages at 1,000 students and at a million with 3,000,000 employers and 27,000,000 lines of history, in one school: what is
// read must not grow with the table. Eight students report through the portal, which works out their alerts; SQL multiplies what is
// on record of them. It takes a quarter of an hour to an hour, and 40 GB in the temporary folder.
//
//   node benches/large.mjs sqlite [1000000]
//   node benches/large.mjs postgres [1000000]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cluster } from './postgres.mjs';

const [engine = 'sqlite', size = '1000000'] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'foothold-large-'));
// Filled without care for a crash; what is measured reads.
const FILLED = { shared_buffers: '2GB', max_wal_size: '4GB', wal_level: 'minimal', max_wal_senders: 0, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const pg = engine === 'postgres' ? cluster(scratch, 20000 + (process.pid % 9000), FILLED) : null;
if (pg) process.env.BENCH_DATABASE_URL = pg.url;
const { call, end, folder, median, request, serve, stop } = await import('./portal.mjs');
const { enter, logIn, logInAgain, numbers, report } = await import('./students.mjs');
const { appCode, logIn: enterAs } = await import('./people.mjs');

const BASE = 8, EDITS = 24;
const FAST = 'PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000000; PRAGMA temp_store=MEMORY;';
const sql = (text) => (pg ? pg.psql(text) : execFileSync('sqlite3', [`${folder}/bench.db`, text]).toString().trim());
const fill = (text) => sql(pg ? text : `${FAST} ${text}`);
const columns = (table) => sql(pg
  ? `SELECT column_name FROM information_schema.columns WHERE table_name = '${table}' ORDER BY ordinal_position`
  : `SELECT name FROM pragma_table_info('${table}')`).split('\n');

const hex = pg ? "lpad(to_hex((n::bigint * 2654435761) % 4294967296), 8, '0')" : "printf('%08x', (n * 2654435761) % 4294967296)";
const numbered = pg ? "'N' || lpad((substr(sevis_id, 2)::bigint + n * 8)::text, 10, '0')" : "'N' || printf('%010d', substr(sevis_id, 2) + n * 8)";
/** Letters and digits by which a copy's name is told from those of the others. */
const surname = `'Q' || substr(${hex}, 1, 4) || 'ez'`;

/** What stands in a column of copy `n`. */
function copied(table, column) {
  if (table === 'alerts' && column === 'sevis_id') return numbered;
  if (['id', 'student'].includes(column) || (/_id$/.test(column) && !['school_id', 'sevis_id', 'request_id', 'batch_id', 'previous_id'].includes(column))) return `${hex} || substr(${column}, 9)`;
  if (table === 'students') {
    const email = "'m' || n || email";
    // Not all of one day: whoever shares name and birthday may be entered twice.
    const birth_date = pg ? "date '1990-01-01' + (n % 6000)::int" : "date('1990-01-01', '+' || (n % 6000) || ' days')";
    const words = { birth_date, sevis_id: numbered, email, email_key: email, surname, search: `lower(given_name || ' ' || ${surname} || ' ' || given_name || ' ' || ${numbered} || ' ' || ${email})` };
    if (words[column]) return words[column];
  }
  return column === 'number' ? "number || '-' || n" : column;
}

// The database adds a state with each student; what was worked out of the eight is true of their copies as well.
const TABLES = ['students', 'authorizations', 'employers', 'history', 'receipts', 'reviews', 'sevis_changes', 'alert_states', 'alerts'];
const OWN = { students: 'id', alert_states: 'student', alerts: 'student' };
const known = {};

/** Copies with these numbers; of what waits for officials only one in a hundred. */
function copy(from, to) {
  for (const table of TABLES) {
    const rare = ['receipts', 'reviews', 'sevis_changes'].includes(table);
    const last = rare ? from + Math.ceil((to - from) / 100) : to;
    const names = (known[table] ??= columns(table));
    const own = OWN[table] ?? 'student_id';
    const series = pg ? `generate_series(${from}, ${last - 1}) AS k(n)` : `(WITH RECURSIVE k(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM k WHERE n < ${last - 1}) SELECT n FROM k) AS k`;
    const again = table === 'alert_states' ? ` WHERE TRUE ON CONFLICT (student) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`)}` : '';
    fill(`INSERT INTO ${table} (${names.map((name) => `"${name}"`)}) SELECT ${names.map((name) => copied(table, name))} FROM k8 JOIN ${table} t ON t.${own} = k8.base CROSS JOIN ${series}`.replaceAll('SELECT id', 'SELECT t.id') + again);
    console.error(`${table}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  fill('DELETE FROM alert_changes');
  if (pg) sql('VACUUM ANALYZE');
}

let used = '';
/** An official, logged in anew: a code works once. */
async function official() {
  while (appCode() === used) await new Promise((done) => setTimeout(done, 1000));
  used = appCode();
  return enterAs('pdso@demo.test', '/api/verify', { code: used });
}

async function measured(student, official) {
  const search = async (q) => {
    await request('/api/console/search', { fields: { q }, cookie: official });
    return ['/console/students', official];
  };
  const pages = [
    ['student: employers', () => ['/employment', student]], ['student: history', () => ['/history', student]],
    ['student: deadlines', () => ['/deadlines', student]], ['student: profile', () => ['/profile', student]],
    ['console: first page', () => ['/console', official]], ['console: list', () => search('')],
    ['console: a common word', () => search('load')], ['console: three letters', () => search('fae')],
    ['console: a rare word', () => search('nobody-has-this')], ['console: a SEVIS ID', () => search('N7000000003')], ['console: an employer', () => search('edited')],
    ['console: by days', async () => [(await search(''), '/console/students?sort=days'), official]], ['console: by end', () => ['/console/students?sort=ends', official]],
    ['console: reports', () => ['/console/review', official]], ['console: alerts', () => ['/console/alerts', official]],
    ['console: numbers', () => ['/console/numbers', official]], ['console: both sides', () => ['/console/both-sides', official]],
  ];
  const rows = [];
  for (const [what, where] of pages) {
    const [path, cookie] = await where();
    const times = [];
    for (let n = 0; n < 25; n += 1) {
      const from = performance.now();
      const { status } = await request(path, { cookie });
      if (status !== 200) throw new Error(`${path}: ${status}`);
      times.push(performance.now() - from);
    }
    rows.push([what, median(times)]);
  }
  return rows;
}

/** Looks at the list in the order of days until every student was looked at, as the job does at midnight; seconds it took. */
async function workedOut(official) {
  const from = performance.now();
  for (;;) {
    const page = await request('/console/students?sort=days', { cookie: official });
    if (page.status !== 200) throw new Error(`students: ${page.status}`);
    if (!page.text().includes('Much has changed at once')) return (performance.now() - from) / 1000;
  }
}

const begun = performance.now();
try {
  call('demo');
  enter(BASE);
  await serve();
  const students = await logIn(BASE);
  for (const [s, cookie] of students.entries()) {
    for (let n = 0; n < 3; n += 1) await report(cookie, `job-${s}-${n}`, { name: `Works ${n}` });
    const id = (await request('/employment', { cookie })).text().match(/\/employment\/([0-9a-f-]{30,})/)[1];
    for (let n = 1; n <= EDITS; n += 1) {
      const answer = await report(cookie, '', { name: 'Works edited', id, version: String(n), job_title: `Engineer ${n}` });
      if (!answer.to.startsWith('/receipts/')) throw new Error(`an edit was answered with ${answer.status} ${answer.to}`);
    }
  }
  await workedOut(await official());
  await stop();
  sql(`CREATE TABLE k8 AS SELECT id AS base FROM students WHERE email LIKE 'l%@load.test'`);
  const found = [];
  let copies = 1;
  for (const many of [1000, Number(size)]) {
    copy(copies, many / BASE);
    copies = many / BASE;
    // Nobody is invited meanwhile: that is another load.
    await serve('--no-jobs');
    await workedOut(await official());
    // Copying takes longer than a session lasts that nobody uses.
    found.push(await measured(await logInAgain(numbers(1)[0]), await official()));
    await stop();
  }
  const lines = sql('SELECT count(*) FROM history'), employers = sql('SELECT count(*) FROM employers');
  console.log(`| ${engine}, one connection, median of 25 | at 1,000 students | at ${size}, with ${employers} employers and ${lines} lines of history |\n|---|---|---|`);
  found[0].forEach(([what, ms], n) => console.log(`| ${what} | ${ms.toFixed(1)} ms | ${found[1][n][1].toFixed(1)} ms |`));
} finally {
  end();
  if (pg) {
    const gone = new Promise((done) => pg.server.on('exit', done));
    pg.server.kill('SIGINT');
    await gone;
  }
  rmSync(scratch, { recursive: true, force: true });
}
