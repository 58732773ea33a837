// A line between the browser and the portal that is slow, drops what it is told to, or is cut. On loopback only.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a request is dropped: on its way, its answer on the way back, or by a proxy that says so. */
export type Drop = 'before' | 'after' | 'gateway' | null;

export class Line {
  /** Asked for each request. */
  drop: (asked: IncomingMessage) => Drop = () => null;
  /** How many requests were dropped. */
  dropped = 0;
  /** Milliseconds there and back, and bytes a second; 400 and 50,000 are what browsers call "slow 3G". */
  slow: { delay: number; rate: number } | null = null;
  /** One of so many requests waits for seconds, as one whose packet was lost. */
  lost = 0;
  cut = false;
  private server = createServer((asked, answer) => void this.pass(asked, answer).catch(() => answer.destroy()));

  constructor(private to: string) {}

  async open() {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse) {
    const where = this.cut ? 'before' : this.drop(asked);
    if (where) this.dropped += 1;
    if (where === 'before') return asked.socket.destroy();
    if (where === 'gateway') return void answer.writeHead(502, { connection: 'close' }).end('Bad gateway');
    const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
    if (this.slow) await wait(this.slow.delay);
    if (this.lost && Math.random() < 1 / this.lost) await wait(2500);
    const { host, port } = new URL(this.to), { method, url: path, headers } = asked;
    const onward = request({ host: '127.0.0.1', port, method, path, headers: { ...headers, host } });
    asked.pipe(onward);
    const got = await new Promise<IncomingMessage>((done, fail) => onward.on('response', done).on('error', fail));
    const parts: Buffer[] = [];
    for await (const part of got) parts.push(part);
    if (where === 'after') return asked.socket.destroy();
    const body = Buffer.concat(parts);
    if (this.slow) await wait((body.length / this.slow.rate) * 1000);
    // On a connection that was used before, a browser tries again by itself.
    answer.writeHead(got.statusCode!, { ...got.headers, connection: 'close' }).end(body);
  }
}
