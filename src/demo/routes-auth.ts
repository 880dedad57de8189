/** Logging in. */
import { jsonFields } from './body.js';
import { textOf } from './input.js';
import type { Route } from './route.js';
import type { Site } from './site.js';

/** `POST /auth/login`: `{ username, password }` becomes `{ token, expiresIn }` (seconds). */
export function authRoutes(site: Site): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/auth/login',
      typicalMs: 25,
      handle(call) {
        const fields = jsonFields(call);
        const username = textOf(fields.username, 'username', 64);
        const token = site.auth.login(username, textOf(fields.password, 'password', 200));
        site.accounts.open(username);
        return { status: 200, json: { token, tokenType: 'Bearer', expiresIn: site.auth.tokenSeconds } };
      },
    },
  ];
}
