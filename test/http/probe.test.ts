import { describe, expect, it } from 'vitest';
import { findConnectError } from '../../src/http/probe.js';
import { openNetwork } from '../../src/wire/network/network.js';
import type { NetworkOptions } from '../../src/wire/network/network-options.js';
import { deadUrl, serveRaw } from '../helpers/servers/server.js';

describe('findConnectError', () => {
  it('returns null if a server listens, and closes the connection', async () => {
    const server = await serveRaw(() => {});
    expect(await findConnectError(`${server.url}/base?x`)).toBeNull();
    await server.idle();
    expect(server.open).toBe(0);
  });

  it('returns the error of a refused connection', async () => {
    expect(await findConnectError(await deadUrl())).toMatchObject({ code: expect.any(String) });
    expect(await findConnectError((await deadUrl()).replace('127.0.0.1', 'localhost'))).toMatchObject({
      code: expect.any(String),
    });
  });

  it('returns ENOTFOUND for a name that DNS does not know', async () => {
    expect(await findConnectError('http://does-not-exist.invalid')).toMatchObject({
      code: expect.stringMatching(/^ENOTFOUND|EAI_AGAIN$/),
    });
  });

  it('connects to the first hop to the host: a proxy, a mapped address, a Unix socket', async () => {
    const [server, dead] = [await serveRaw(() => {}), await deadUrl()];
    const by = (options: NetworkOptions) => openNetwork(options, false, { className: 'Visitor', variables: undefined });
    const { host } = new URL(server.url);
    for (const options of [
      { proxy: server.url },
      { proxy: server.url.replace('http', 'socks5h') },
      { resolve: { 'nobody-knows.invalid': host } },
    ]) {
      expect(await findConnectError('https://nobody-knows.invalid', by(options))).toBeNull();
    }
    expect(await findConnectError(server.url, by({ proxy: dead }))).toMatchObject({ code: expect.any(String) });
    expect(await findConnectError(server.url, by({ proxy: dead, noProxy: '127.0.0.1' }))).toBeNull();
    expect(await findConnectError(server.url, by({ socketPath: '/nobody/listens/here' }))).toMatchObject({
      code: expect.any(String),
    });
    expect(await findConnectError(server.url, by({ sourceAddresses: ['127.0.0.2'] }))).toBeNull();
  });

  it('connects to the proxy of a class with a proxy, whatever the host', async () => {
    const [server, dead] = [new URL((await serveRaw(() => {})).url), new URL(await deadUrl())];
    const at = ({ hostname: host, port }: URL) => ({ host, port: Number(port) });
    expect(await findConnectError('http://nobody-knows.invalid', null, at(server))).toBeNull();
    expect(await findConnectError(server.href, null, at(dead))).toMatchObject({ code: expect.any(String) });
  });

  it('returns null for an invalid URL, which is reported elsewhere', async () => {
    expect(await findConnectError('localhost')).toBeNull();
  });
});
