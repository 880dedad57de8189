import { describe, expect, it } from 'vitest';
import { nextRequest, type Outgoing, usualSecrets } from '../../src/http/outgoing.js';
import { parseTarget } from '../../src/http/target.js';
import { defaultReceiveOptions } from '../../src/http/timing/receive-options.js';

const request: Outgoing = {
  method: 'POST',
  ...{ origin: 'http://a', path: '/x', url: 'http://a/x' },
  headers: [
    ...['Authorization', 'Basic x', 'Cookie', 'a=1', 'Proxy-Authorization', 'p', 'X-Key', 'k'],
    ...['Content-Type', 'text/plain', 'X-Own', '1'],
  ],
  body: 'text',
  reception: defaultReceiveOptions,
  secretHeaders: [...usualSecrets, 'x-key'],
};

describe('the request after a redirect', () => {
  it.each([
    ['http://a/y', ['Authorization', 'Basic x', 'X-Key', 'k', 'X-Own', '1']],
    ['https://a/y', ['Authorization', 'Basic x', 'X-Key', 'k', 'X-Own', '1']],
    ['http://b/y', ['X-Own', '1']],
    ['http://a:8080/y', ['X-Own', '1']],
  ])('to %s takes the secrets only where they are known: %j', (to, headers) => {
    expect(nextRequest(request, 302, parseTarget(to))).toMatchObject({ method: 'GET', body: null, headers });
  });

  it('keeps method and body where the status says so', () => {
    const next = nextRequest(request, 307, parseTarget('http://b/y'));
    expect(next).toMatchObject({ method: 'POST', body: 'text', headers: ['Content-Type', 'text/plain', 'X-Own', '1'] });
  });

  it('takes the credentials of the URL that it is sent to', () => {
    const next = nextRequest(request, 302, parseTarget('http://u:p@b/y'));
    expect(next.headers).toEqual(['X-Own', '1', 'authorization', `Basic ${btoa('u:p')}`]);
    expect(next).toMatchObject({ origin: 'http://b', path: '/y', url: 'http://b/y' });
  });
});
