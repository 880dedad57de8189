/** The login route. */
import { parseJsonFields } from '../input/body.js';
import { requireText } from '../input/input.js';
import type { Site } from '../site.js';
import type { Route } from './route.js';

/** `POST /auth/login`: `{ username, password }` in, `{ token, expiresIn }` (seconds) out. */
export function authRoutes(site: Site): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/auth/login',
      typicalMs: 25,
      handle(call) {
        const fields = parseJsonFields(call);
        const username = requireText(fields.username, 'username', 64);
        const token = site.auth.login(username, requireText(fields.password, 'password', 200));
        site.accounts.open(username);
        return { status: 200, json: { token, tokenType: 'Bearer', expiresIn: site.auth.tokenSeconds } };
      },
    },
  ];
}
