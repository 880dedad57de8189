import { describe, expect, it } from 'vitest';
import { isCrossSite } from '../../../src/web/access/cross-site.js';

const host = '127.0.0.1:8089';
const none = { fetchSite: null, origin: null, host };

describe('isCrossSite', () => {
  it.each([
    ['a program without browser headers', none],
    ['the page itself', { ...none, fetchSite: 'same-origin', origin: `http://${host}` }],
    ['a typed address', { ...none, fetchSite: 'none' }],
    ['the page in an old browser', { ...none, origin: `http://${host}` }],
    ['the page behind a proxy that ends TLS', { ...none, origin: `https://${host}` }],
  ])('lets %s pass', (_, request) => expect(isCrossSite(request)).toBe(false));

  it.each([
    ['a page of another site', { ...none, fetchSite: 'cross-site' }],
    ['a page on another port', { ...none, fetchSite: 'same-site' }],
    ['another site in an old browser', { ...none, origin: 'http://evil.example' }],
    ['a sandboxed page', { ...none, origin: 'null' }],
    ['a request without a host', { ...none, origin: 'http://evil.example', host: null }],
  ])('stops %s', (_, request) => expect(isCrossSite(request)).toBe(true));
});
