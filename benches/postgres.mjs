// A PostgreSQL of a benchmark's own.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** A server in this folder, on loopback at this port, with these settings besides its defaults. */
export function cluster(folder, port, settings = {}) {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  const bin = join('/usr/lib/postgresql', versions[0], 'bin');
  const data = join(folder, 'pg');
  mkdirSync(data);
  // It refuses to run as root.
  const as = userInfo().uid === 0 ? { uid: Number(execFileSync('id', ['-u', 'postgres'])), gid: Number(execFileSync('id', ['-g', 'postgres'])) } : {};
  if (as.uid) { execFileSync('chmod', ['711', folder]); chownSync(data, as.uid, as.gid); }
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'foothold', '-A', 'trust', '--no-sync'], { ...as, stdio: 'ignore' });
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', data, ...Object.entries({ listen_addresses: '127.0.0.1', ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...as, stdio: 'ignore' });
  const url = `postgres://foothold@127.0.0.1:${port}/postgres`;
  return { server, url, psql: (sql) => execFileSync(join(bin, 'psql'), [url, '-AtX', '-v', 'ON_ERROR_STOP=1', '-c', sql]).toString().trim() };
}
