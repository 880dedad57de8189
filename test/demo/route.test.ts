import { describe, expect, it, vi } from 'vitest';
import { Refusal } from '../../src/demo/refusal.js';
import { routesBehind } from '../../src/demo/route.js';

describe('routesBehind', () => {
  const call = (word: string) => ({
    headers: { word },
    params: {},
    query: new URLSearchParams(),
    body: Buffer.alloc(0),
  });
  const route = routesBehind((headers) => {
    if (headers.word !== 'please') throw new Refusal(401, 'Say please.');
  });

  it('lets a call pass that the check lets pass', async () => {
    const made = route('GET', '/a', 5, () => ({ status: 200, json: 'here' }));
    expect(made).toMatchObject({ method: 'GET', pattern: '/a', typicalMs: 5 });
    expect(await made.handle(call('please'))).toEqual({ status: 200, json: 'here' });
  });

  it('does nothing for any other', () => {
    const handle = vi.fn();
    expect(() => route('GET', '/a', 5, handle).handle(call('now'))).toThrow('Say please.');
    expect(handle).not.toHaveBeenCalled();
  });
});
