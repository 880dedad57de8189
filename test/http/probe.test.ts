import { describe, expect, it } from 'vitest';
import { answersAt } from '../../src/http/probe.js';
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

  it('is false for a host that nobody knows', async () => {
    expect(await answersAt('http://does-not-exist.invalid')).toBe(false);
  });

  it('leaves what is no URL to those who complain about it', async () => {
    expect(await answersAt('localhost')).toBe(true);
  });
});
