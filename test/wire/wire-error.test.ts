import { expect, it } from 'vitest';
import { createCloseError, WireError } from '../../src/wire/wire-error.js';

it('has a kind, the received bytes, and the original error', () => {
  const cause = new Error('original');
  const error = new WireError('not-http', 'Expected HTTP.', { cause, received: 'garbage' });
  expect(error).toMatchObject({
    name: 'WireError',
    kind: 'not-http',
    message: 'Expected HTTP.',
    received: 'garbage',
    cause,
  });
  expect(new WireError('closed', 'x')).toMatchObject({ received: null });
  expect('cause' in new WireError('closed', 'x')).toBe(false);
});

it('names a closed connection', () => {
  const cause = new Error('socket hang up');
  expect(createCloseError(cause)).toMatchObject({ kind: 'closed', cause });
});
