import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { json } from '../../../src/web/routes/json-reply.js';

it('replies with sorted keys and the given status', async () => {
  const app = new Hono().get('/', (c) => json(c, { b: 1, a: 2 }, 201));
  const reply = await app.request('/');
  expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([
    201,
    'application/json',
    '{\n  "a": 2,\n  "b": 1\n}\n',
  ]);
});
