/** Redirects that fail, loop, or reach a response, by path. */
import { answer, type Misbehaviour, sending } from './wire.js';

export const redirections: Readonly<Record<string, Misbehaviour>> = {
  '/redirect/fine': to('/fine'),
  '/redirect/twice': to('/redirect/fine'),
  '/redirect/missing': to('/missing'),
  '/redirect/self': to('/redirect/self'),
  '/redirect/ping': to('/redirect/pong'),
  '/redirect/pong': to('/redirect/ping'),
  '/redirect/growing': (socket, { path }) => void socket.write(moved(`${path}${path.includes('?') ? '' : '?'}x`)),
  '/redirect/dead': (socket, { deadUrl }) => void socket.write(moved(`${deadUrl}/nobody`)),
  '/redirect/scheme': to('ftp://127.0.0.1/file'),
  '/redirect/not-a-url': to('http://[::bad/'),
  '/redirect/empty': to(''),
  '/redirect/nowhere': sending(answer('302 Found', 'moved')),
  '/redirect/cut': (socket) =>
    void socket.end('HTTP/1.1 302 Found\r\nlocation: /fine\r\ncontent-length: 100\r\n\r\nabc'),
  '/redirect/close': (socket) => void socket.end(moved('/fine', 'connection: close')),
  '/redirect/reset': to('/reset?redirected'),
};

function to(location: string): Misbehaviour {
  return sending(moved(location));
}

function moved(location: string, ...headers: readonly string[]): string {
  return answer('302 Found', 'moved', `location: ${location}`, ...headers);
}
