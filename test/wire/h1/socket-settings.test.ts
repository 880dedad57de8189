import { expect, it } from 'vitest';
import { SocketSettings } from '../../../src/wire/h1/socket-settings.js';
import { fastOptions } from '../../helpers/users/http-session.js';

it('all users of a class share the state of an origin', () => {
  const settings = new SocketSettings(fastOptions);
  const origin = settings.origin('http://h:1');
  expect(settings.origin('http://h:1')).toBe(origin);
  expect(origin).toMatchObject({ endpoint: { host: 'h', port: 1 }, tlsSession: null });
  expect(settings.origin('https://h:1')).not.toBe(origin);
});

it.each([
  [60_000, 60_000, 60, 60],
  [60_000, 1_000, 600, 10],
  [30, 60_000, 3, 6_000],
])('timeouts of %d and %d ms are whole ticks, none shorter than configured', (connect, read, ...ticks) => {
  const settings = new SocketSettings({ ...fastOptions, connectTimeoutMs: connect, readTimeoutMs: read });
  expect([settings.connectTicks, settings.readTicks]).toEqual(ticks);
});
