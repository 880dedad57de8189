import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { csv } from '../../../src/web/routes/csv-reply.js';
import { TestBackend } from '../../helpers/page/web-backend.js';

it('is a file named after its test: start, user file, host and kind', async () => {
  const backend = new TestBackend();
  backend.environment.host = 'http://ann:secret@shop.example';
  const app = new Hono().get('/', (c) => csv(c, backend, 'requests', 'Type,Name\r\n'));
  const reply = await app.request('http://h/');
  expect([reply.headers.get('content-type'), await reply.text()]).toEqual(['text/csv', 'Type,Name\r\n']);
  expect(reply.headers.get('content-disposition')).toMatch(
    /^attachment;filename=Locust_\d{4}-\d\d-\d\d-\d\dh\d\d_users.ts_http_shop.example_requests.csv$/,
  );
});
