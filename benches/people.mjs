// The people of the demo, logged in.
import { createHmac } from 'node:crypto';
import { request } from './portal.mjs';

const PASSWORD = 'Harbor-lights-26!';
const KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'; // of the demo's people

/** What an authenticator app shows (RFC 6238: SHA-1, 30 seconds, six digits). */
export function appCode() {
  const bits = [...KEY].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The cookie of somebody of the demo who has passed every step; `step` is what follows the password. */
export async function logIn(email, step, fields) {
  const login = await request('/api/login', { fields: { email, password: PASSWORD, next: '' } });
  const passed = await request(step, { fields, cookie: login.cookie });
  if (passed.status !== 302 && passed.status !== 303) throw new Error(`${email}: ${step} was answered with ${passed.status}`);
  return passed.cookie || login.cookie;
}
