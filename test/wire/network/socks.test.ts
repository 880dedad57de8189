import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectionError } from '../../../src/http/errors/failures.js';
import { failureText } from '../../../src/stats/failures.js';
import { openSocksTunnel } from '../../../src/wire/network/socks.js';
import { serveSocks } from '../../helpers/servers/proxy.js';
import { serveBytes, serveRaw, type TestServer } from '../../helpers/servers/server.js';

const nothingYet = { headersSeen: false, bytesRead: 0, bytesExpected: null };
const nobody = { username: '', password: '' };

async function through(proxy: TestServer, place: { host: string; port: number }, user = nobody): Promise<string> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  const opened = openSocksTunnel(socket, place, user);
  return opened.then(
    () => 'open',
    (error: Error) => failureText(connectionError(error, nothingYet)),
  );
}

describe('a tunnel through a SOCKS5 proxy', () => {
  it('reaches names and addresses of both IP versions', async () => {
    const server = await serveRaw(() => {});
    const port = Number(new URL(server.url).port);
    const proxy = await serveSocks();
    expect(await through(proxy, { host: '127.0.0.1', port })).toBe('open');
    expect(await through(proxy, { host: 'localhost', port })).toBe('open');
    const asked = [];
    for (const host of ['::1', '2001:db8::ff00:42', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8'])
      asked.push(await through(await serveSocks({ reply: 4 }), { host, port: 65_535 }));
    expect(new Set(asked)).toEqual(new Set(["SOCKS5Error('0x04: Host unreachable')"]));
  });

  it('sends IPv6 addresses in full', async () => {
    const proxy = await serveSocks({ reply: 4 });
    for (const host of ['::1', '2001:db8::ff00:42', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8', '::'])
      await through(proxy, { host, port: 80 });
    expect(proxy.asked).toEqual([
      '0000:0000:0000:0000:0000:0000:0000:0001:80',
      '2001:0db8:0000:0000:0000:0000:ff00:0042:80',
      '0000:0000:0000:0000:0000:ffff:c000:0201:80',
      '0001:0002:0003:0004:0005:0006:0007:0008:80',
      '0000:0000:0000:0000:0000:0000:0000:0000:80',
    ]);
  });

  it('authenticates with username and password', async () => {
    const server = await serveRaw(() => {});
    const place = { host: '127.0.0.1', port: Number(new URL(server.url).port) };
    const proxy = await serveSocks({ credentials: 'me:secret' });
    expect(await through(proxy, place, { username: 'me', password: 'secret' })).toBe('open');
    expect(await through(await serveSocks(), place, { username: 'me', password: 'secret' })).toBe('open');
    const wrong = await through(proxy, place, { username: 'me', password: 'wrong' });
    expect(wrong).toBe("SOCKS5AuthError('SOCKS5 authentication failed')");
    const unknown = "SOCKS5AuthError('All offered SOCKS5 authentication methods were rejected')";
    expect(await through(proxy, place)).toBe(unknown);
  });

  it.each([
    [1, 'General SOCKS server failure'],
    [5, 'Connection refused'],
    [9, 'Unknown error'],
  ])('that the proxy refuses by code %i fails with the reason', async (reply, reason) => {
    const proxy = await serveSocks({ reply });
    expect(await through(proxy, { host: 'localhost', port: 1 })).toBe(`SOCKS5Error('0x0${reply}: ${reason}')`);
  });

  it('fails if the proxy does not speak SOCKS5, or sends nothing', async () => {
    const place = { host: 'localhost', port: 1 };
    const http = await serveBytes('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await through(http, place)).toBe("GeneralProxyError('SOCKS5 proxy server sent invalid data')");
    const short = await serveBytes(Buffer.from([5]));
    expect(await through(short, place)).toBe("GeneralProxyError('Connection closed unexpectedly')");
  });

  it('rejects names and passwords that are too long', async () => {
    const proxy = await serveSocks();
    const text = await through(proxy, { host: 'a'.repeat(256), port: 1 });
    expect(text).toBe("SOCKS5Error('Expected a host name, user name or password of at most 255 bytes, got 256')");
  });
});
