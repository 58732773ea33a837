// `make dev`: builds, serves, and at each change builds anew and reloads the open pages. The portal
// runs behind this little proxy, which is for development only: it adds one script to each page.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, watch } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [shown, hidden] = [Number(process.env.DEV_PORT ?? 3000), Number(process.env.DEV_PORT ?? 3000) + 1];
const env = {
  ...process.env, WASM_PROFILE: 'dev', FOOTHOLD_DEMO: '1', FOOTHOLD_LOG: process.env.FOOTHOLD_LOG ?? 'info',
  FOOTHOLD_ADDR: `127.0.0.1:${hidden}`, FOOTHOLD_PUBLIC_URL: `http://127.0.0.1:${shown}`,
  DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite://data/dev.db',
};
const program = join(root, 'target/debug/foothold');
const run = (command, args) => new Promise((done) => {
  spawn(command, args, { cwd: root, env, stdio: 'inherit' }).on('exit', (code) => done(code === 0));
});

let portal = null;
async function stop() {
  if (!portal) return;
  const gone = new Promise((done) => portal.on('exit', done));
  portal.kill();
  await gone;
  portal = null;
}
const pages = new Set();
// Until the bundle matches the server, requests carry `Save-Data`: pages then come without scripts, and so
// show a change before the bundle is rebuilt.
let bundled = false;
const reload = () => pages.forEach((page) => page.write('data: reload\n\n'));

async function build(styles) {
  const begun = performance.now();
  const tell = (what) => console.log(`${what} in ${((performance.now() - begun) / 1000).toFixed(1)} s: http://127.0.0.1:${shown}`);
  const failed = () => console.error('It does not build; the last version that did goes on.');
  if ((styles && !await run('sh', ['scripts/style.sh'])) || !await run('cargo', ['build', '--quiet', '-p', 'server'])) return failed();
  bundled = false;
  if (styles) {
    mkdirSync(join(root, 'target/site/pkg'), { recursive: true });
    copyFileSync(join(root, 'target/style/foothold.css'), join(root, 'target/site/pkg/foothold.css'));
  }
  await stop();
  if (!existsSync(join(root, 'data/dev.db')) && !process.env.DATABASE_URL) await run(program, ['demo']);
  const mine = spawn(program, ['serve'], { cwd: root, env, stdio: 'inherit' });
  portal = mine;
  mine.on('exit', () => { if (portal === mine) portal = null; });
  let answers = false;
  for (let tries = 0; tries < 100 && portal && !answers; tries += 1) {
    answers = await fetch(`http://127.0.0.1:${hidden}/healthz`).then((answer) => answer.ok, () => false);
    if (!answers) await new Promise((done) => setTimeout(done, 50));
  }
  if (!answers) return console.error('It does not start; see above.');
  tell('Serving, without scripts,');
  reload();
  if (!await run('cargo', ['run', '--quiet', '-p', 'bundler'])) return failed();
  bundled = true;
  tell('Complete');
  reload();
}

// One build at a time; what changes meanwhile is built right after it.
let [building, again, styles] = [false, false, true];
async function changed() {
  if (building) { again = true; return; }
  building = true;
  do {
    again = false;
    const withStyles = styles;
    styles = false;
    watchAll();
    await build(withStyles);
  } while (again);
  building = false;
}
// Folders are watched, not files: an editor that replaces a file would take the watch away with it.
let pause = null;
const watched = new Set();
function watchBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== 'node_modules') watchBelow(join(folder, entry.name));
  }
  if (watched.has(folder)) return;
  watched.add(folder);
  watch(folder, (_, file) => {
    if (!/\.(rs|js|scss|svg|toml|txt)$/.test(file ?? '') && !isFolder(join(folder, file ?? ''))) return;
    if (folder.startsWith(join(root, 'style')) || file?.endsWith('.scss')) styles = true;
    clearTimeout(pause);
    pause = setTimeout(changed, 100);
  }).on('error', () => watched.delete(folder));
}
const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const watchAll = () => ['app', 'bundler/src', 'frontend', 'server/src', 'server/data', 'style', 'public'].forEach((folder) => watchBelow(join(root, folder)));
watchAll();

const RELOAD = "new EventSource('/__dev/events').onmessage = () => location.reload();";
http.createServer((request, answer) => {
  if (request.url === '/__dev/reload.js') return answer.setHeader('content-type', 'text/javascript').end(RELOAD);
  if (request.url === '/__dev/events') {
    answer.writeHead(200, { 'content-type': 'text/event-stream' });
    pages.add(answer);
    return request.on('close', () => pages.delete(answer));
  }
  const headers = { ...request.headers, 'accept-encoding': 'identity' };
  if (!bundled) headers['save-data'] = 'on';
  const sent = http.request({ host: '127.0.0.1', port: hidden, path: request.url, method: request.method, headers }, (from) => {
    const html = /text\/html/.test(from.headers['content-type'] ?? '');
    const { 'content-security-policy': policy, 'content-length': length, ...rest } = from.headers;
    answer.writeHead(from.statusCode, html ? rest : from.headers);
    from.on('data', (part) => answer.write(part));
    from.on('end', () => answer.end(html && request.method === 'GET' ? '<script src="/__dev/reload.js"></script>' : ''));
  });
  sent.on('error', () => answer.writeHead(503, { 'retry-after': '1' }).end('The portal is being built; reload in a moment.'));
  request.pipe(sent);
}).listen(shown, '127.0.0.1');
process.on('SIGINT', () => stop().then(() => process.exit()));
process.on('SIGTERM', () => stop().then(() => process.exit()));
changed();
