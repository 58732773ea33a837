// Students of the demo school with an account of their own, logged in.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, folder, request } from './portal.mjs';

const PASSWORD = 'Harbor-lights-26!';

export const csv = (name, head, rows) => { const path = join(folder, name); writeFileSync(path, `${head}\n${rows.join('\n')}\n`); return path; };
const days = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
/** A day as a form takes it, so many days from now. */
export const typed = (n) => { const [y, m, d] = days(n).split('-'); return `${m}/${d}/${y}`; };
export const id = (n) => `N${String(n).padStart(10, '0')}`;

export const numbers = (many) => Array.from({ length: many }, (_, n) => 7_000_000_000 + n);

/** Imports so many students; before the portal serves. */
export function enter(many) {
  call('students', 'import',
    '--students', csv('s.csv', 'sevis_id,given_name,surname,birth_date,school_code,email', numbers(many).map((n) => `${id(n)},Load,Sample,2001-01-01,DEMO214F00000000,l${n}@load.test`)),
    '--authorizations', csv('a.csv', 'sevis_id,type,status,schedule,start_date,end_date', numbers(many).map((n) => `${id(n)},post_completion,approved,full_time,${days(-30)},${days(300)}`)));
}

/** The files of a large school: each student with an email, an approved authorization and three employers. */
export function large(many) {
  const letters = (n) => [0, 1, 2, 3].map((place) => String.fromCharCode(97 + (Math.floor(n / 26 ** place) % 26))).join('');
  const all = Array.from({ length: many }, (_, n) => n), who = (n) => id(8_000_000_000 + n);
  return [
    '--students', csv('many.csv', 'sevis_id,given_name,surname,birth_date,school_code,email', all.map((n) => `${who(n)},A${letters(n)},B${letters(n * 7)},2001-01-01,DEMO214F00000000,m${n}@load.test`)),
    '--authorizations', csv('periods.csv', 'sevis_id,type,status,schedule,start_date,end_date', all.map((n) => `${who(n)},post_completion,approved,full_time,${days(-200)},${days(160)}`)),
    '--employers', csv('jobs.csv', 'sevis_id,authorization_start,name,street,zip,schedule,start_date,relation', all.flatMap((n) => [0, 1, 2].map((k) => `${who(n)},${days(-200)},Works ${n % 5000} ${k},${k + 1} Pier Road,78701,full_time,${days(-150 + 40 * k)},I write control software for pumps and valves.`))),
  ];
}

/** Logs in one who has registered. */
export async function logInAgain(n) {
  const login = await request('/api/login', { fields: { email: `l${n}@load.test`, password: PASSWORD, next: '' } });
  await request('/api/attest', { fields: { next: '' }, cookie: login.cookie });
  if (!login.cookie) throw new Error(`student ${n} cannot log in: ${login.status}`);
  return login.cookie;
}

/** Registers each of them by the mailed link; gives their sessions. */
export async function logIn(many) {
  const tokens = new Map();
  for (let page = 1; tokens.size < many && page <= 2 + many / 20; page += 1) {
    const text = (await request(`/mailbox?page=${page}`)).text();
    for (const [, email, token] of text.matchAll(/(l\d+@load\.test)[\s\S]*?\/register\?token=([\w-]{43})/g)) if (!tokens.has(email)) tokens.set(email, token);
  }
  const sessions = [];
  for (const n of numbers(many)) {
    const email = `l${n}@load.test`, token = tokens.get(email);
    const { cookie } = await request('/api/register/identify', { fields: { token, sevis_id: id(n) } });
    await request('/api/register/create', { fields: { token, password: PASSWORD, confirm: PASSWORD }, cookie });
    sessions.push(await logInAgain(n));
  }
  return sessions;
}

/** Reports an employer. */
export const report = (cookie, once, more = {}) => request('/api/employer/save', { cookie, fields: {
  once, name: `Works ${once}`, street: '1 Pier Road', zip: '78701', schedule: 'full_time', start_date: typed(-5), relation: 'I write control software.', ...more } });
