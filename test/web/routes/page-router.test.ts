import { Hono, type MiddlewareHandler } from 'hono';
import { describe, expect, it } from 'vitest';
import { PageRouter } from '../../../src/web/routes/page-router.js';

/** An app with one route of its own, below `/items`, and the handlers that `extend` adds; each adds its name to the reply. */
function makeApp(extend: (app: Hono, mark: (name: string) => MiddlewareHandler) => void) {
  const router = new PageRouter();
  const app = new Hono({ router });
  const order: string[] = [];
  const mark = (name: string): MiddlewareHandler => {
    return async (_context, next) => {
      order.push(name);
      await next();
    };
  };
  app.use('*', mark('first'));
  app.use('/items/*', mark('own middleware'));
  app.get('/items/:id', mark('own route'), (c, next) =>
    c.req.param('id') === 'none' ? next() : c.json(c.req.param()),
  );
  router.isOfTest = true;
  extend(app, mark);
  const orderOf = async (path: string) => {
    order.length = 0;
    await app.request(path);
    return order.join(', ');
  };
  return { app, router, orderOf };
}

describe('PageRouter', () => {
  it('runs middleware of a test after the first handler and before tsloc’s own, and routes of a test last', async () => {
    const { orderOf } = makeApp((app, mark) => {
      app.get('/items/*', mark('route'));
      app.use('*', mark('middleware'));
      app.use('/items/*', mark('other middleware'));
    });
    expect(await orderOf('/items/1')).toBe('first, middleware, other middleware, own middleware, own route');
    expect(await orderOf('/items/none')).toBe('first, middleware, other middleware, own middleware, own route, route');
  });

  it('keeps the order in which a test adds its handlers for paths of its own', async () => {
    const { orderOf } = makeApp((app, mark) => {
      app.get('/mine', mark('early route'));
      app.use('*', mark('middleware'));
      app.get('/mine', mark('late route'));
    });
    expect(await orderOf('/mine')).toBe('first, early route, middleware, late route');
  });

  it.each([
    ['one regular expression', []],
    ['a tree, for routes that no regular expression can have', ['/:a/same', '/same/:b']],
  ])('gives each handler its parameters, with %s', async (_what, paths) => {
    const kinds: unknown[] = [];
    const { app } = makeApp((one) => {
      for (const path of paths) one.get(path, (c) => c.text(''));
      one.use('/:kind/*', async (c, next) => {
        kinds.push(c.req.param('kind'));
        await next();
      });
    });
    expect(await (await app.request('/items/7')).json()).toMatchObject({ id: '7' });
    expect(kinds).toEqual(['items']);
  });

  it('lists what a test has added', () => {
    const { router } = makeApp((app, mark) => app.basePath('/load').post('/mine', mark('route')));
    expect(router.testRoutes.map(({ method, path }) => [method, path])).toEqual([['POST', '/load/mine']]);
  });
});
