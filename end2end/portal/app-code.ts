// What an authenticator app shows (RFC 6238: SHA-1, 30 seconds, six digits).
import { createHmac } from 'node:crypto';

/** Key of the demo's people. */
export const DEMO_KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export function appCode(key = DEMO_KEY, at = Date.now()) {
  const bits = [...key.replace(/ /g, '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const cut = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(cut % 1_000_000).padStart(6, '0');
}
