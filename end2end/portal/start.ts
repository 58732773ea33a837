// Starts a portal of its own on a free port, with the demo school in a temporary folder.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { appCode } from './app-code';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

/** Logs somebody of the demo who works in the console in once, with both steps: a code works once, so tests share the session. */
async function logInOnce(base: string, email: string, home: string) {
  let jar = '';
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(base + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: jar, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(Object.entries(fields).map(([name, value]) => [`form[${name}]`, value])),
    });
    const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('foothold='));
    if (session) jar = session.split(';')[0];
    return answer.headers.get('location');
  };
  await post('/api/login', { email, password: 'Harbor-lights-26!', next: '' });
  const next = await post('/api/verify', { code: appCode() });
  if (next !== home) throw new Error(`${email} came to ${next}`);
  return jar.split('=')[1];
}

/**
 * Sessions that tests share, one for each worker, since what is said once is said in the session. All journeys
 * together may take longer than a login is fresh, so they are made anew meanwhile.
 */
async function shareSessions(url: string, folder: string) {
  const file = join(folder, 'sessions.json');
  const renew = async () => {
    const official = [await logInOnce(url, 'dso@demo.test', '/console'), await logInOnce(url, 'pdso@demo.test', '/console')];
    const help = [
      await logInOnce(url, 'helpdesk@demo.test', '/console/messages'),
      await logInOnce(url, 'helpdesk2@demo.test', '/console/messages'),
    ];
    writeFileSync(`${file}.new`, JSON.stringify({ official, help }));
    renameSync(`${file}.new`, file);
  };
  await renew();
  process.env.SESSIONS = file;
  // Where a journey has just used the code, the sessions of before go on until the next time.
  const timer = setInterval(() => renew().catch((error) => console.error(`sessions: ${error.message}`)), 5 * 60_000);
  return () => clearInterval(timer);
}

/** Starts a portal with the demo school and a crowd of so many students, on a free port, with these settings besides. */
async function portal(settings: Record<string, string>, crowd = 0) {
  const root = resolve(import.meta.dirname, '../..');
  const folder = mkdtempSync(join(tmpdir(), 'foothold-e2e-'));
  const port = await freePort();
  const limits = ['PAGES', 'FORMS', 'LOGINS', 'RECOVERIES', 'RECOVERY_MAILS', 'SIGN_UPS', 'CODES', 'MESSAGES'];
  const program = process.env.PORTAL_PROGRAM ?? join(root, 'target/debug/foothold');
  const env = {
    DATABASE_URL: `sqlite://${folder}/foothold.db`,
    FOOTHOLD_SECRET_FILE: `${folder}/secret`,
    FOOTHOLD_ADDR: `127.0.0.1:${port}`,
    FOOTHOLD_SITE: join(root, 'target/site'),
    FOOTHOLD_DEMO: '1',
    FOOTHOLD_LOG: 'warn',
    // Notifications leave this machine no more than anything else.
    FOOTHOLD_PUSH_SERVICES: 'http://127.0.0.1:9',
    ...Object.fromEntries(limits.map((name) => [`FOOTHOLD_LIMIT_${name}`, '1000000'])),
    ...settings,
  };
  const url = `http://127.0.0.1:${port}`;
  execFileSync(program, ['demo', '--crowd', String(crowd)], { stdio: 'ignore', env: { ...process.env, ...env } });
  const running: ChildProcess = spawn(program, ['serve'], { stdio: 'inherit', env: { ...process.env, ...env } });
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${url}/readyz`).catch(() => null);
    if (ready?.ok) break;
    if (tries > 100) throw new Error('the portal did not start');
    await new Promise((wait) => setTimeout(wait, 100));
  }
  const stop = () => {
    running.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, env, program, folder, stop };
}

export default async function start() {
  const usual = await portal({});
  // The command line of the tests works on the same database.
  Object.assign(process.env, usual.env, { PORTAL_PROGRAM: usual.program, BASE_URL: usual.url });
  // And one whose sessions are short, for the journeys about their end.
  const short = await portal({ FOOTHOLD_LIMIT_IDLE_SECONDS: '16' });
  process.env.SHORT_URL = short.url;
  // And one with as many students as a school has.
  const crowd = await portal({}, 3000);
  process.env.CROWD_URL = crowd.url;
  process.env.CROWD_COOKIES = JSON.stringify([
    await logInOnce(crowd.url, 'dso@demo.test', '/console'),
    await logInOnce(crowd.url, 'pdso@demo.test', '/console'),
  ]);
  const forget = await shareSessions(usual.url, usual.folder);
  return () => {
    forget();
    usual.stop();
    short.stop();
    crowd.stop();
  };
}
