/** The client without tsloc: raw sockets without a parser. Its errors are those of Node and the machine. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Measured } from './measured.js';
import { order } from './order.js';

const { host, users, seconds } = order();
const { hostname, port } = new URL(host);
const buffer = Buffer.allocUnsafe(65_536);
const measured = new Measured();
for (let i = 0; i < users; i++) {
  startConnection();
  if (i % 100 === 99) await sleep(20);
}
await sleep(1_000);
const account = await measured.during(seconds);
process.stdout.write(`${JSON.stringify({ ...account, shown: account.percentiles, log: [] })}\n`, () => process.exit());

function startConnection(): void {
  let startedAt = 0;
  let counts = false;
  const send = () => {
    startedAt = performance.now();
    counts = measured.begin();
    socket.write(`GET ${measured.path} HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`, 'latin1');
  };
  const callback = (): boolean => {
    if (counts) measured.end(performance.now() - startedAt);
    send();
    return true;
  };
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer, callback } });
  socket.on('connect', send);
}
