/** Tests against tinyproxy: http in absolute form, https through a tunnel, with a password, and to unreachable hosts. */

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { live, type Script } from '../contracts/lives.js';
import { read, root } from '../helpers/files/source-files.js';
import { findProgram, freePorts, type Service, startService } from './service.js';

const tinyproxy = findProgram('tinyproxy', 'a proxy of Debian');
const ca = join(root, 'test/helpers/certificates/ca.pem');

describe.skipIf(tinyproxy === undefined)('tinyproxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-tinyproxy-'));
  const server = { url: '', open: 0 };
  const plain = createHttp((request, response) => response.end(`${request.headers.via ?? 'no proxy'}`));
  const secure = createHttps(
    { key: read('test/helpers/certificates/server.key'), cert: read('test/helpers/certificates/server.pem') },
    (_, response) => response.end('secret'),
  );
  let service: Service;
  let port = 0;

  beforeAll(async () => {
    [port] = (await freePorts(1)) as [number];
    for (const origin of [plain, secure]) await once(origin.listen(0, '127.0.0.1'), 'listening');
    writeFileSync(
      join(folder, 'conf'),
      `Port ${port}\nListen 127.0.0.1\nBasicAuth us secret\nTimeout 10\nMaxClients 50\n`,
    );
    service = await startService(tinyproxy as string, ['-d', '-c', join(folder, 'conf')], port);
  });
  afterAll(async () => {
    await service.stop();
    for (const origin of [plain, secure]) {
      origin.close();
      origin.closeAllConnections();
    }
    rmSync(folder, { recursive: true });
  });

  const urlOf = (origin: typeof plain | typeof secure, scheme: string) =>
    `${scheme}://127.0.0.1:${(origin.address() as AddressInfo).port}`;

  async function go(password: string, script: Script, failures: readonly (string | RegExp)[] = []) {
    class Behind extends HttpUser {
      static override network = { ca, proxy: `http://us:${password}@127.0.0.1:${port}` };
    }
    server.url = urlOf(plain, 'http');
    const { errors } = await live(Behind, server, script);
    const expected = failures.map((failure) => (failure instanceof RegExp ? expect.stringMatching(failure) : failure));
    expect(errors.filter((error) => error !== null)).toEqual(expected);
  }

  it('forwards http in absolute form, and https through a tunnel', () =>
    go('secret', async (client) => {
      for (let i = 0; i < 3; i++) {
        expect((await client.get('/')).text()).toContain('tinyproxy');
        expect((await client.get(`${urlOf(secure, 'https')}/`)).text()).toBe('secret');
      }
    }));

  it('reports unreachable hosts with its own message', () =>
    go(
      'secret',
      async (client) => {
        await client.get('http://127.0.0.1:1/nobody');
        await client.get('https://127.0.0.1:1/nobody');
        expect((await client.get('/')).status).toBe(200);
      },
      [/^HTTPError\('5\d\d Server Error: .* for url: \/nobody'\)$/, /^(ProxyError|OSError|RemoteDisconnected)/],
    ));

  it('requires the correct password', () =>
    go(
      'wrong',
      async (client) => {
        await client.get('/x');
        await client.get(`${urlOf(secure, 'https')}/y`);
      },
      [/^HTTPError\('40[17] Client Error: .* for url: \/x'\)$/, /^(ProxyError|OSError)/],
    ));
});
