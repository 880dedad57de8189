/** The routes for administrators. All need the admin token. */
import { now } from '../../util/loop/clock.js';
import { type Account, PLANS } from '../accounts/accounts.js';
import { HttpError } from '../http-error.js';
import { parseJsonFields } from '../input/body.js';
import { parseCount, requireChoice } from '../input/input.js';
import type { Site } from '../site.js';
import { guardRoutes, type Route } from './route.js';

/** `GET /admin/dashboard`, `GET /admin/users`, `PATCH /admin/users/:id` with `{ plan }`. */
export function adminRoutes(site: Site): Route[] {
  const route = guardRoutes((headers) => site.auth.requireAdmin(headers));
  return [
    route('GET', '/admin/dashboard', 45, () => ({ status: 200, json: describeDashboard(site) })),
    route('GET', '/admin/users', 25, ({ query }) => {
      const latest = site.accounts.latest(parseCount(query.get('limit'), 'limit', 1, 100, 20));
      return { status: 200, json: { users: latest.map(describeAccount), total: site.accounts.size } };
    }),
    route('PATCH', '/admin/users/:id', 20, (call) => {
      const account = site.accounts.find(decodeSegment(call.params.id));
      if (!account) throw new HttpError(404, `Expected the id of a user, got ${call.params.id}.`);
      account.plan = requireChoice(parseJsonFields(call).plan, 'plan', PLANS);
      return { status: 200, json: describeAccount(account) };
    }),
  ];
}

function describeDashboard(site: Site): object {
  return {
    uptimeSeconds: (now() - site.startedAt) / 1000,
    requests: site.counts.total(),
    users: site.accounts.size,
    uploads: site.accounts.uploaded,
    jobs: site.jobs.submitted,
  };
}

function describeAccount({ username, plan, createdAt, uploads, files }: Account): object {
  return { id: username, plan, createdAt, uploads, files: files.size };
}

function decodeSegment(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpError(400, `Expected a percent-encoded path, got ${segment}.`);
  }
}
