/** A way through a SOCKS5 proxy to another host (RFC 1928, with the passwords of RFC 1929). */
import { isIP, isIPv4, type Socket } from 'node:net';
import { WireError } from '../wire-error.js';
import type { HostPort } from './host-map.js';

/** Who asks; an empty name means nobody in particular. */
export interface SocksCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Makes `socket`, which is connected to a SOCKS5 proxy, lead to `place`; a name is looked up by the proxy.
 * @throws {WireError} the proxy does not let this user in, cannot reach the place, or does not speak SOCKS5
 */
export async function openSocksTunnel(socket: Socket, place: HostPort, user: SocksCredentials): Promise<void> {
  socket.write(Buffer.from(user.username === '' ? [5, 1, noPassword] : [5, 2, noPassword, byPassword]));
  const method = (await answer(socket, 2, 5))[1];
  if (method === byPassword && user.username !== '') await logIn(socket, user);
  else if (method !== noPassword)
    throw new WireError('socks-auth', 'All offered SOCKS5 authentication methods were rejected');
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), addressOf(place.host), portOf(place.port)]));
  const [, reply = 0, , type] = await answer(socket, 4, 5);
  if (reply !== 0) throw new WireError('socks-reply', `0x0${reply.toString(16)}: ${replies[reply] ?? 'Unknown error'}`);
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await take(socket, 1))[0] ?? 0);
  await take(socket, length + 2); // where the proxy connects from: of no interest
}

const noPassword = 0;
const byPassword = 2;

const replies: readonly (string | undefined)[] = [
  undefined,
  'General SOCKS server failure',
  'Connection not allowed by ruleset',
  'Network unreachable',
  'Host unreachable',
  'Connection refused',
  'TTL expired',
  'Command not supported, or protocol error',
  'Address type not supported',
];

async function logIn(socket: Socket, { username, password }: SocksCredentials): Promise<void> {
  socket.write(Buffer.concat([Buffer.from([1]), counted(username), counted(password)]));
  const [, refused] = await answer(socket, 2, 1);
  if (refused !== 0) throw new WireError('socks-auth', 'SOCKS5 authentication failed');
}

function addressOf(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (isIP(host) === 0) return Buffer.concat([Buffer.from([3]), counted(host)]);
  // The URL parser knows every way to write an address, and writes groups that are left out as `::`.
  const [left = '', right = ''] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [left, right].map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[],
  ];
  const groups = [...before, ...Array(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(`04${groups.map((group) => group.padStart(4, '0')).join('')}`, 'hex');
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) throw new WireError('socks-reply', `Expected 255 bytes at most, got ${bytes.length}`);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function portOf(port: number): Buffer {
  return Buffer.from([port >> 8, port & 255]);
}

async function answer(socket: Socket, count: number, version: number): Promise<Buffer> {
  const bytes = await take(socket, count);
  if (bytes[0] === version) return bytes;
  throw new WireError('bad-proxy-answer', 'SOCKS5 proxy server sent invalid data');
}

/** The next bytes that come, and not one more: what follows belongs to the host. */
function take(socket: Socket, count: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      socket.off('readable', look).off('error', reject).off('close', closed).off('end', closed);
      end();
    };
    const look = () => {
      const bytes = count === 0 ? Buffer.alloc(0) : (socket.read(count) as Buffer | null);
      if (bytes !== null && bytes.length === count) settle(() => resolve(bytes));
    };
    const closed = () => settle(() => reject(new WireError('bad-proxy-answer', 'Connection closed unexpectedly')));
    socket.on('readable', look).once('error', reject).once('close', closed).once('end', closed);
    if (socket.destroyed) closed();
    else look();
  });
}
