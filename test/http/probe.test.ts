import { describe, expect, it } from 'vitest';
import { answersAt } from '../../src/http/probe.js';
import { openNetwork } from '../../src/wire/network/network.js';
import type { NetworkOptions } from '../../src/wire/network/network-options.js';
import { deadUrl, serveRaw } from '../helpers/server.js';

describe('answersAt', () => {
  it('is true where a server listens, and does not keep its connection', async () => {
    const server = await serveRaw(() => {});
    expect(await answersAt(`${server.url}/base?x`)).toBe(true);
    await server.idle();
    expect(server.open).toBe(0);
  });

  it('is false where the connection is refused', async () => {
    expect(await answersAt(await deadUrl())).toBe(false);
    expect(await answersAt((await deadUrl()).replace('127.0.0.1', 'localhost'))).toBe(false);
  });

  it('is false for an unknown host', async () => {
    expect(await answersAt('http://does-not-exist.invalid')).toBe(false);
  });

  it('asks where the way to the host begins: a proxy, a place of the host map, a Unix socket', async () => {
    const [server, dead] = [await serveRaw(() => {}), await deadUrl()];
    const by = (options: NetworkOptions) => openNetwork(options, false, { className: 'Visitor', variables: undefined });
    const { host } = new URL(server.url);
    for (const options of [
      { proxy: server.url },
      { proxy: server.url.replace('http', 'socks5h') },
      { resolve: { 'nobody-knows.invalid': host } },
    ]) {
      expect(await answersAt('https://nobody-knows.invalid', by(options))).toBe(true);
    }
    expect(await answersAt(server.url, by({ proxy: dead }))).toBe(false);
    expect(await answersAt(server.url, by({ proxy: dead, noProxy: '127.0.0.1' }))).toBe(true);
    expect(await answersAt(server.url, by({ socketPath: '/nobody/listens/here' }))).toBe(false);
    expect(await answersAt(server.url, by({ sourceAddresses: ['127.0.0.2'] }))).toBe(true);
  });

  it('connects to the proxy of a class with a proxy, whatever the host', async () => {
    const [server, dead] = [new URL((await serveRaw(() => {})).url), new URL(await deadUrl())];
    const at = ({ hostname: host, port }: URL) => ({ host, port: Number(port) });
    expect(await answersAt('http://nobody-knows.invalid', null, at(server))).toBe(true);
    expect(await answersAt(server.href, null, at(dead))).toBe(false);
  });

  it('leaves invalid URLs to their own checks', async () => {
    expect(await answersAt('localhost')).toBe(true);
  });
});
