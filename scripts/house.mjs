// Checks the code's own rules: sizes of files and functions, which crate may use which, the layers ("floors")
// of the server, no import cycles, one reader of the clock, queries in `store` only. The list of floors is
// read from ARCHITECTURE.md, so that document and code cannot disagree.
//
//   node scripts/house.mjs            judge, and print the numbers
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const MEDIAN = 80, TEST_MEDIAN = 110, P90 = 200, LONGEST_FILE = 400, LONGEST_FUNCTION = 60;
const faults = [];
const fault = (sentence) => faults.push(sentence);

const read = (path) => readFileSync(join(root, path), 'utf8');
function rust(folder) {
  const found = [];
  for (const name of readdirSync(join(root, folder))) {
    const path = join(folder, name);
    if (statSync(join(root, path)).isDirectory()) found.push(...rust(path));
    else if (name.endsWith('.rs')) found.push(path);
  }
  return found;
}

// Sizes. The code is formatted, so a function ends at the brace below its first letter.
function functions(path) {
  const lines = read(path).split('\n');
  const found = [];
  lines.forEach((line, at) => {
    const head = line.match(/^(\s*)(?:pub(?:\([^)]*\))? )?(?:const )?(?:async )?fn (\w+)/);
    if (!head || line.trimEnd().endsWith(';')) return;
    const end = lines.findIndex((other, n) => n >= at && (other === `${head[1]}}` || (n > at && other === `${head[1]}};`)));
    const oneLine = /\{.*\}\s*$/.test(line);
    if (!oneLine && end > at) found.push({ path, name: head[2], lines: end - at + 1, at: at + 1 });
  });
  return found;
}
function sizes(what, paths, mostMedian) {
  const lengths = paths.map((path) => ({ path, lines: read(path).split('\n').length - 1 })).sort((a, b) => a.lines - b.lines);
  const at = (share) => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))].lines;
  const [median, p90, longest] = [at(0.5), at(0.9), lengths.at(-1)];
  const all = paths.flatMap(functions);
  // A released migration is never changed, and is a list of tables rather than a procedure.
  const judged = all.filter((one) => !/\/migration\/m\d/.test(one.path));
  const long = judged.filter((one) => one.lines > LONGEST_FUNCTION);
  const longestFunction = judged.reduce((a, b) => (b.lines > a.lines ? b : a), { lines: 0 });
  console.log(`${what}: ${paths.length} files, ${lengths.reduce((n, f) => n + f.lines, 0)} lines; median ${median}, p90 ${p90}, longest ${longest.lines} (${longest.path}); ${all.length} functions, longest ${longestFunction.lines} (${longestFunction.name})`);
  if (median > mostMedian) fault(`${what}: the median file has ${median} lines, more than ${mostMedian}.`);
  if (p90 > P90) fault(`${what}: one file in ten has more than ${p90} lines; ${P90} is the most.`);
  for (const { path, lines } of lengths) if (lines > LONGEST_FILE) fault(`${path} has ${lines} lines; no file has more than ${LONGEST_FILE}.`);
  for (const { path, name, lines, at: line } of long) fault(`${path}:${line}: the function ${name} has ${lines} lines; no function has more than ${LONGEST_FUNCTION}.`);
}
const source = ['app/domain/src', 'app/src', 'frontend/src', 'server/src', 'bundler/src'].flatMap(rust);
const tests = ['app/domain/tests', 'app/tests', 'server/tests', 'server/examples'].flatMap((folder) => (existsSync(join(root, folder)) ? rust(folder) : []));
sizes('code', source, MEDIAN);
sizes('tests', tests, TEST_MEDIAN);

// Crates: who may know whom.
const CRATES = { 'app/domain': [], app: ['domain'], frontend: ['app'], server: ['app', 'domain'], bundler: [] };
for (const [crate, allowed] of Object.entries(CRATES)) {
  const dependencies = read(`${crate}/Cargo.toml`).split('[dependencies]')[1].split(/\n\[/)[0];
  for (const [, name] of dependencies.matchAll(/^([\w-]+)/gm)) {
    if (['app', 'domain', 'frontend', 'server', 'bundler'].includes(name) && !allowed.includes(name)) fault(`The crate ${crate} must not depend on ${name}.`);
  }
}

// Floors, from the list in ARCHITECTURE.md: one line for each floor, low to high.
const picture = read('ARCHITECTURE.md').match(/```floors\n([\s\S]*?)```/)[1];
const floors = picture.trim().split('\n').map((line) => line.split('  ')[0].split(/\s*,\s*/).map((name) => name.trim()));
const floorOf = (module) => {
  const parts = module.split('::');
  for (let n = parts.length; n > 0; n -= 1) {
    const at = floors.findIndex((floor) => floor.includes(parts.slice(0, n).join('::')));
    if (at >= 0) return { at, name: parts.slice(0, n).join('::') };
  }
  return null;
};
const server = rust('server/src').filter((path) => !/^server\/src\/(lib|main)\.rs$/.test(path));
const moduleOf = (path) => relative('server/src', path).replace(/(\/mod)?\.rs$/, '').replaceAll('/', '::');
const modules = new Map(server.map((path) => [moduleOf(path), path]));
const dotted = (from, path) => {
  let base = from.split('::');
  // In a folder's own file `super` is the folder above it; in another file it is the folder.
  const parts = path.split('::');
  if (parts[0] === 'crate') return parts.slice(1).join('::');
  while (parts[0] === 'super') { base = base.slice(0, -1); parts.shift(); }
  if (parts[0] === 'self') parts.shift();
  return [...base, ...parts].join('::');
};
// `use a::{b, c::d}` as single paths.
function spread(path) {
  const open = path.indexOf('{');
  if (open < 0) return [path.trim()];
  const inner = path.slice(open + 1, path.lastIndexOf('}'));
  const parts = [];
  let depth = 0, word = '';
  for (const letter of inner) {
    if (letter === ',' && depth === 0) { parts.push(word); word = ''; continue; }
    depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
    word += letter;
  }
  parts.push(word);
  return parts.filter((part) => part.trim()).flatMap((part) => spread(path.slice(0, open) + part.trim()));
}
const strip = (text) => text.replace(/(?<!:)\/\/.*$/gm, '');
const aliases = new Map(); // what a folder's own file hands on: its name, and where it really is
for (const [module, path] of modules) {
  if (!path.endsWith('/mod.rs')) continue;
  for (const [, used] of strip(read(path)).matchAll(/^pub use ([^;]+);/gm)) {
    for (const one of spread(used)) {
      const target = dotted(module, one.startsWith('crate') ? one : `self::${one}`);
      aliases.set(`${module}::${target.split('::').at(-1)}`, target);
    }
  }
}
function fileOf(name) {
  let at = name;
  for (let step = 0; step < 5 && aliases.has(at); step += 1) at = aliases.get(at);
  const parts = at.split('::');
  for (let n = parts.length; n > 0; n -= 1) {
    const prefix = parts.slice(0, n).join('::');
    if (n < parts.length && aliases.has(parts.slice(0, n + 1).join('::'))) return fileOf([aliases.get(parts.slice(0, n + 1).join('::')), ...parts.slice(n + 1)].join('::'));
    if (modules.has(prefix)) return prefix;
  }
  return null;
}
for (const name of floors.flat()) if (!modules.has(name)) fault(`ARCHITECTURE.md shows a floor "${name}", which there is not.`);
const edges = new Map();
for (const [module, path] of modules) {
  const text = strip(read(path));
  const own = floorOf(module);
  if (!own) { fault(`${path} stands on no floor of the picture in ARCHITECTURE.md.`); continue; }
  const paths = [...text.matchAll(/^\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);/gm)].flatMap(([, used]) => spread(used.replace(/\s+/g, ' ')))
    .concat([...text.replace(/^\s*(?:pub(?:\([^)]*\))? )?use [^;]+;/gm, '').matchAll(/\b(?:crate|super)(?:::\w+)+/g)].map(([one]) => one));
  const targets = new Set();
  for (const one of paths.map((used) => used.split(' as ')[0])) {
    const child = path.endsWith('/mod.rs') && modules.has(`${module}::${one.split('::')[0]}`);
    if (!child && !/^(crate|super|self)::/.test(one)) continue;
    const base = path.endsWith('/mod.rs') ? `${module}::mod` : module;
    const name = dotted(child || one.startsWith('self::') ? `${module}` : base, one);
    const file = fileOf(name);
    if (!file || file === module) continue;
    targets.add(file);
    const theirs = floorOf(file);
    if (theirs && theirs.at > own.at) fault(`${path} (floor "${own.name}") uses ${name}, which stands higher ("${theirs.name}").`);
    if (theirs && theirs.at === own.at && theirs.name !== own.name) fault(`${path} uses ${name}: "${own.name}" and "${theirs.name}" stand side by side and do not know each other.`);
  }
  edges.set(module, targets);
}
// Cycles: a file whose imports lead back to it.
function circle() {
  const state = new Map();
  const walk = (module, trail) => {
    if (state.get(module) === 'done') return null;
    if (trail.includes(module)) return [...trail.slice(trail.indexOf(module)), module];
    for (const next of edges.get(module) ?? []) {
      const found = walk(next, [...trail, module]);
      if (found) return found;
    }
    state.set(module, 'done');
    return null;
  };
  for (const module of edges.keys()) {
    const found = walk(module, []);
    if (found) return found;
  }
  return null;
}
const round = circle();
if (round) fault(`A circle between files: ${round.join(' → ')}.`);
console.log(`floors: ${floors.length}, ${modules.size} files of the server, ${[...edges.values()].reduce((n, set) => n + set.size, 0)} edges between them`);

// One reader of time, queries in store alone, HTTP in site alone.
const RULES = [
  [/\b(SystemTime|Instant|OffsetDateTime|Timestamp|Zoned|Uuid)::now|\bUtcDateTime::now/, ['server/src/clock.rs'], 'reads the time; only clock.rs does'],
  [/\bEntity::|\bColumn::|ActiveModel|\.exec\(|execute_unprepared|\bexecute(_\w+)?\(|\bquery_\w+\(|\.(one|all|count)\((tx|db|\w+\.db\(\))\)/, ['server/src/store/'], 'asks the database; only store does'],
  [/\b(leptos_)?axum::/, ['server/src/site/'], 'knows HTTP; only site does'],
  [/\.work\(\)\s*\.await\??;|=\s*[\w.]*\.work\(\)/, [], 'keeps a transaction beside the portal; hand it to the one function that does the work'],
];
for (const path of rust('server/src')) {
  for (const [pattern, homes, words] of RULES) {
    if (homes.some((home) => path.startsWith(home))) continue;
    strip(read(path)).split('\n').forEach((line, at) => { if (pattern.test(line)) fault(`${path}:${at + 1} ${words}.`); });
  }
}
for (const path of rust('app/src')) {
  if (/\bserver::/.test(strip(read(path)))) fault(`${path} knows the server; app declares ports instead.`);
}
for (const path of rust('app/domain/src')) {
  if (/\bstd::(fs|net|env|process|io|thread|time)\b|\bstd::\{|\b(tokio|sea_orm|axum|leptos)\b|::now/.test(strip(read(path)))) fault(`${path} is not pure: no I/O, no clock, no framework in domain.`);
}

for (const sentence of faults) console.error(sentence);
if (faults.length) { console.error(`The house is not in order: ${faults.length} fault${faults.length === 1 ? '' : 's'}.`); process.exit(1); }
console.log('The house is in order.');
