// What happens when a whole school saves at once: 24 and 200 students report in the same instant on
// the release build, and students save while 100,000 students with 300,000 employers are imported.
// Loopback only; each load ends by itself. IMPORT=20000 makes the last part shorter.
import { spawn } from 'node:child_process';
import { call, end, env, median, memory, program, request, serve, stored } from './portal.mjs';
import { enter, large, logIn, report } from './students.mjs';

const STUDENTS = 200; // and one more, who looks meanwhile

const rows = [];
try {
  call('demo');
  enter(STUDENTS + 1);
  await serve();
  const cookies = await logIn(STUDENTS + 1);
  async function together(some, round) {
    const begun = performance.now();
    const looking = { slowest: 0, stop: false };
    const other = (async () => {
      while (!looking.stop) {
        const from = performance.now();
        const page = await request('/employment', { cookie: cookies.at(-1) });
        if (page.status !== 200) throw new Error(`another student's page: ${page.status}`);
        looking.slowest = Math.max(looking.slowest, performance.now() - from);
      }
    })();
    let all = 0;
    const reports = Promise.all(some.map((cookie, n) => report(cookie, `${round}-${n}`)))
      .finally(() => { all = performance.now() - begun; looking.stop = true; });
    const [answers] = await Promise.all([reports, other]);
    const taken = answers.filter((a) => a.to.startsWith('/receipts/')).length, busy = answers.filter((a) => a.status === 503).length;
    return { taken, busy, other: answers.length - taken - busy, all, page: looking.slowest };
  }
  for (const many of [24, STUDENTS]) {
    const runs = [];
    for (let round = 0; round < 3; round += 1) runs.push(await together(cookies.slice(0, many), `${many}-${round}`));
    const middle = (key) => median(runs.map((run) => run[key]));
    rows.push([`${many} students report at once: taken / told busy / anything else`, `${middle('taken')} / ${middle('busy')} / ${middle('other')}`]);
    rows.push(['   all answered after, median of 3', `${middle('all').toFixed(0)} ms`], ["   slowest page of another student meanwhile", `${middle('page').toFixed(0)} ms`]);
  }
  const many = Number(process.env.IMPORT ?? 100_000);
  const files = large(many);
  const [begun, peak] = [performance.now(), { mib: 0 }];
  const importing = new Promise((done) => {
    const run = spawn(program, ['students', 'import', ...files], { env, stdio: 'inherit' });
    const look = setInterval(() => { peak.mib = Math.max(peak.mib, memory(run.pid)); }, 200);
    run.on('exit', (code) => { clearInterval(look); done(code); });
  });
  let [over, saved, busy, slowest] = [false, 0, 0, 0];
  importing.then(() => { over = true; });
  for (let n = 0; !over; n += 1) {
    const from = performance.now();
    const answer = await report(cookies[n % STUDENTS], `import-${n}`);
    if (answer.to.startsWith('/receipts/')) saved += 1; else busy += 1;
    slowest = Math.max(slowest, performance.now() - from);
  }
  const code = await importing;
  rows.push([`import of ${many} students with ${many * 3} employers beside a serving portal`, `${((performance.now() - begun) / 1000).toFixed(1)} s, exit ${code}; target for 100000: 60 s`]);
  rows.push(['   memory of the import at its peak, target 200 MiB', `${peak.mib.toFixed(0)} MiB`]);
  rows.push(['   on disk afterwards, with its invitations (SQLite), target 300 MB', `${(stored() / 1e6).toFixed(0)} MB`]);
  rows.push(['   reports saved meanwhile / not saved, slowest', `${saved} / ${busy}, ${slowest.toFixed(0)} ms`]);
} finally {
  end();
}
for (const [what, value] of rows) console.log(`${what.padEnd(70)} ${value}`);
