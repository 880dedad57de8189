/** Replies in Locust's form of JSON. */
import type { Context } from 'hono';
import { toLocustJson } from '../api/locust-json.js';

export function json(context: Context, value: unknown, status: 200 | 201 = 200): Response {
  return context.body(toLocustJson(value), status, { 'content-type': 'application/json' });
}
