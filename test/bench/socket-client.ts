/** The upper bound of raw sockets: writes a request after each read, without parser, users or statistics. */
import { connect, type Socket } from 'node:net';
import { conclude, ending, orders } from './client.js';

const { hostname, port, host } = new URL(orders.url);
const request = `GET / HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
const buffer = Buffer.allocUnsafe(65_536);
let requests = 0;
let errors = 0;

for (let i = 0; i < orders.connections; i++) startConnection();
ending.addEventListener('abort', () => conclude({ requests, errors }));

function startConnection(): void {
  const callback = (): boolean => {
    requests++;
    socket.write(request, 'latin1');
    return true;
  };
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer, callback } });
  socket.on('connect', () => socket.write(request, 'latin1'));
  socket.on('error', () => errors++);
}
