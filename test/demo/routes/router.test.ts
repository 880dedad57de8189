import { describe, expect, it } from 'vitest';
import { Router } from '../../../src/demo/routes/router.js';

describe('Router', () => {
  const route = (method: string, pattern: string) => ({
    method,
    pattern,
    typicalMs: 1,
    handle: () => ({ status: 200, json: pattern }),
  });
  const routes = [
    route('GET', '/files'),
    route('POST', '/files'),
    route('GET', '/files/:id'),
    route('GET', '/files/:id/status'),
    route('GET', '/files/all'),
  ];
  const router = new Router(routes);

  it('finds a route by method and path', () => {
    expect(router.match('POST', '/files')).toEqual({
      pattern: '/files',
      route: routes[1],
      params: {},
      methods: ['GET', 'POST'],
    });
  });

  it('reads parameters from the path', () => {
    expect(router.match('GET', '/files/f-7/status')).toMatchObject({ route: routes[3], params: { id: 'f-7' } });
  });

  it('prefers a fixed path', () => {
    expect(router.match('GET', '/files/all').route).toBe(routes[4]);
  });

  it('gives the path and its methods for an unknown method', () => {
    expect(router.match('PUT', '/files/f-7')).toMatchObject({
      pattern: '/files/:id',
      route: undefined,
      methods: ['GET'],
    });
  });

  it.each([
    '/',
    '',
    '/file',
    '/files/',
    '/files//status',
    '/files/a/b',
    '/files/a/status/',
    '//files',
    'http://x/files',
  ])('knows no %j', (path) => {
    expect(router.match('GET', path)).toEqual({ pattern: '(unknown)', route: undefined, params: {}, methods: [] });
  });
});
