import { describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../../src/demo/http-error.js';
import { guardRoutes } from '../../../src/demo/routes/route.js';

describe('guardRoutes', () => {
  const call = (word: string) => ({
    headers: { word },
    params: {},
    query: new URLSearchParams(),
    body: Buffer.alloc(0),
  });
  const route = guardRoutes((headers) => {
    if (headers.word !== 'please') throw new HttpError(401, 'Say please.');
  });

  it('handles a request that passes the check', async () => {
    const made = route('GET', '/a', 5, () => ({ status: 200, json: 'here' }));
    expect(made).toMatchObject({ method: 'GET', pattern: '/a', typicalMs: 5 });
    expect(await made.handle(call('please'))).toEqual({ status: 200, json: 'here' });
  });

  it('does not handle any other request', () => {
    const handle = vi.fn();
    expect(() => route('GET', '/a', 5, handle).handle(call('now'))).toThrow('Say please.');
    expect(handle).not.toHaveBeenCalled();
  });
});
