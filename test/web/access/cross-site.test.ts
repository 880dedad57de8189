import { describe, expect, it } from 'vitest';
import { isCrossSite } from '../../../src/web/access/cross-site.js';

const host = '127.0.0.1:8089';
const none = { method: 'GET', fetchSite: null, origin: null, host, userAgent: null };
const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const powerShell = 'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.1';

describe('isCrossSite', () => {
  it.each([
    ['a program without browser headers', none],
    ['the page itself', { ...none, fetchSite: 'same-origin', origin: `http://${host}` }],
    ['a typed address', { ...none, fetchSite: 'none' }],
    ['the page in an old browser', { ...none, origin: `http://${host}` }],
    [
      'the page of Locust 2.43, which stops by GET, by plain HTTP',
      { ...none, origin: `http://${host}`, userAgent: chromium },
    ],
    ['curl', { ...none, userAgent: 'curl/8.14.1' }],
    ['PowerShell', { ...none, userAgent: powerShell }],
    ['a script that calls itself a browser, by POST', { ...none, method: 'POST', userAgent: chromium }],
    ['the page behind a proxy that ends TLS', { ...none, origin: `https://${host}` }],
  ])('lets %s pass', (_, request) => expect(isCrossSite(request)).toBe(false));

  it.each([
    ['a page of another site', { ...none, fetchSite: 'cross-site' }],
    ['a page on another port', { ...none, fetchSite: 'same-site' }],
    ['another site in an old browser', { ...none, origin: 'http://evil.example' }],
    ['an image without a referer, by plain HTTP', { ...none, userAgent: chromium }],
    ['a sandboxed page', { ...none, origin: 'null' }],
    ['a request without a host', { ...none, origin: 'http://evil.example', host: null }],
  ])('stops %s', (_, request) => expect(isCrossSite(request)).toBe(true));
});
