/** What the people who run the service use. All need the admin token. */
import { now } from '../util/loop/clock.js';
import { type Account, PLANS } from './accounts.js';
import { jsonFields } from './body.js';
import { choiceOf, countOf } from './input.js';
import { Refusal } from './refusal.js';
import { type Route, routesBehind } from './route.js';
import type { Site } from './site.js';

/** `GET /admin/dashboard`, `GET /admin/users`, `PATCH /admin/users/:id` with `{ plan }`. */
export function adminRoutes(site: Site): Route[] {
  const route = routesBehind((headers) => site.auth.requireAdmin(headers));
  return [
    route('GET', '/admin/dashboard', 45, () => ({ status: 200, json: dashboardOf(site) })),
    route('GET', '/admin/users', 25, ({ query }) => {
      const latest = site.accounts.latest(countOf(query.get('limit'), 'limit', 1, 100, 20));
      return { status: 200, json: { users: latest.map(profileOf), total: site.accounts.size } };
    }),
    route('PATCH', '/admin/users/:id', 20, (call) => {
      const account = site.accounts.find(decoded(call.params.id));
      if (!account) throw new Refusal(404, `Expected the id of a user, got ${call.params.id}.`);
      account.plan = choiceOf(jsonFields(call).plan, 'plan', PLANS);
      return { status: 200, json: profileOf(account) };
    }),
  ];
}

function dashboardOf(site: Site): object {
  return {
    uptimeSeconds: (now() - site.startedAt) / 1000,
    requests: site.counts.total(),
    users: site.accounts.size,
    uploads: site.accounts.uploaded,
    jobs: site.jobs.submitted,
  };
}

function profileOf({ username, plan, createdAt, uploads, files }: Account): object {
  return { id: username, plan, createdAt, uploads, files: files.size };
}

function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, `Expected an address that is encoded well, got ${segment}.`);
  }
}
