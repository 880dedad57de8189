/** Tunnels through a SOCKS5 proxy (RFC 1928, with username and password as in RFC 1929). */
import { isIP, isIPv4, type Socket } from 'node:net';
import { WireError } from '../wire-error.js';
import type { HostPort } from './host-map.js';

/** Credentials; an empty username means none. */
export interface SocksCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Extends `socket`, which is connected to a SOCKS5 proxy, to a host behind it; the proxy looks up its name.
 * @throws {WireError} `socks-auth`, `socks-reply` or `bad-proxy-answer`
 */
export async function openSocksTunnel(socket: Socket, target: HostPort, credentials: SocksCredentials): Promise<void> {
  socket.write(Buffer.from(credentials.username === '' ? [5, 1, noPassword] : [5, 2, noPassword, byPassword]));
  const method = (await readMessage(socket, 2, 5))[1];
  if (method === byPassword && credentials.username !== '') await logIn(socket, credentials);
  else if (method !== noPassword)
    throw new WireError('socks-auth', 'All offered SOCKS5 authentication methods were rejected');
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), encodeAddress(target.host), encodePort(target.port)]));
  const [, reply = 0, , type] = await readMessage(socket, 4, 5);
  if (reply !== 0) throw new WireError('socks-reply', `0x0${reply.toString(16)}: ${replies[reply] ?? 'Unknown error'}`);
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await readExactly(socket, 1))[0] ?? 0);
  await readExactly(socket, length + 2); // the address that the proxy connects from is not used
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
  socket.write(Buffer.concat([Buffer.from([1]), encodeText(username), encodeText(password)]));
  const [, refused] = await readMessage(socket, 2, 1);
  if (refused !== 0) throw new WireError('socks-auth', 'SOCKS5 authentication failed');
}

function encodeAddress(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (isIP(host) === 0) return Buffer.concat([Buffer.from([3]), encodeText(host)]);
  // The URL parser normalizes every notation of an address; omitted groups stay `::`.
  const [left = '', right = ''] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [left, right].map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[],
  ];
  const groups = [...before, ...Array(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(`04${groups.map((group) => group.padStart(4, '0')).join('')}`, 'hex');
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) {
    const message = `Expected a host name, user name or password of at most 255 bytes, got ${bytes.length}`;
    throw new WireError('socks-reply', message);
  }
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function encodePort(port: number): Buffer {
  return Buffer.from([port >> 8, port & 255]);
}

async function readMessage(socket: Socket, count: number, version: number): Promise<Buffer> {
  const bytes = await readExactly(socket, count);
  if (bytes[0] === version) return bytes;
  throw new WireError('bad-proxy-answer', 'SOCKS5 proxy server sent invalid data');
}

/** Reads exactly the next `count` bytes: those after them come from the host. */
function readExactly(socket: Socket, count: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      socket.off('readable', onReadable).off('error', reject).off('close', closed).off('end', closed);
      end();
    };
    const onReadable = () => {
      const bytes = count === 0 ? Buffer.alloc(0) : (socket.read(count) as Buffer | null);
      if (bytes !== null && bytes.length === count) settle(() => resolve(bytes));
    };
    const closed = () => settle(() => reject(new WireError('bad-proxy-answer', 'Connection closed unexpectedly')));
    socket.on('readable', onReadable).once('error', reject).once('close', closed).once('end', closed);
    if (socket.destroyed) closed();
    else onReadable();
  });
}
