import { expect, it } from 'vitest';
import { connectionError } from '../../../src/http/errors/failures.js';
import { SocketError } from '../../../src/wire/h1/socket-error.js';

const nothingYet = { headersSeen: false, bytesRead: 0, bytesExpected: null };

it.each([
  ['closed', 'RemoteDisconnected'],
  ['connectTimeout', 'ConnectTimeoutError'],
] as const)('a connection that is %s has the name that it has in HttpUser', (kind, name) => {
  expect(connectionError(new SocketError(kind), nothingYet).name).toBe(name);
});

it('a silence of the server says so', () => {
  expect(new SocketError('readTimeout').message).toBe('Nothing came for too long.');
});
