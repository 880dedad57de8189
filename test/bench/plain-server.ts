/** The bundled server: 100 bytes for every request, and nginx's counters at /status. Argument: the port. */
import { createServer } from 'node:http';

const body = 'x'.repeat(100);
const headers = ['content-type', 'text/plain', 'content-length', String(body.length)];
let requests = 0;
let connections = 0;

const server = createServer((request, response) => {
  requests++;
  if (request.url === '/status') response.end(status());
  else if (request.url === '/json') request.resume().on('end', () => response.end('{"ok": true}'));
  else response.writeHead(200, headers).end(body);
});
server.keepAliveTimeout = 3_600_000;
server.on('connection', (socket) => {
  connections++;
  socket.on('close', () => {
    connections--;
  });
});
server.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 });

function status(): string {
  return `Active connections: ${connections} \nserver accepts handled requests\n 0 0 ${requests} \n`;
}
