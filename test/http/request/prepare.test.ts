import { describe, expect, it } from 'vitest';
import { prepare } from '../../../src/http/request/prepare.js';
import { BaseUrl } from '../../../src/http/request/target.js';
import { defaultReceiveOptions } from '../../../src/http/timing/receive-options.js';

const session = {
  base: new BaseUrl('http://h/api'),
  headers: {},
  auth: null,
  requestName: null,
  receiveOptions: defaultReceiveOptions,
  warn: () => {},
};

describe('prepare', () => {
  it('gives a request its target, name, headers and body', () => {
    const request = prepare(session, 'patch', '/x', {
      params: { a: 1 },
      json: [1],
      headers: { 'X-Own': '1' },
    });
    expect(request).toMatchObject({
      method: 'patch',
      name: '/api/x?a=1',
      context: undefined,
      outgoing: { method: 'PATCH', origin: 'http://h', path: '/api/x?a=1', url: 'http://h/api/x?a=1', body: '[1]' },
    });
    expect((request as { outgoing: { headers: string[] } }).outgoing.headers).toEqual([
      ...['accept', '*/*', 'accept-encoding', expect.stringContaining('gzip'), 'user-agent', 'tsloc'],
      ...['content-type', 'application/json', 'X-Own', '1'],
    ]);
  });

  it('shares the headers of plain requests, and creates no promise: it is on the hot path', () => {
    const [first, second] = [prepare(session, 'GET', '/', {}), prepare(session, 'GET', '/', {})];
    expect(first).not.toBeInstanceOf(Promise);
    expect('outgoing' in first && 'outgoing' in second && first.outgoing.headers === second.outgoing.headers).toBe(
      true,
    );
  });
});
