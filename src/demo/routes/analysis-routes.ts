/** Routes to analyse a file of the user: start, status and results. */
import { now } from '../../util/loop/clock.js';
import { findFile } from '../accounts/account-lookup.js';
import type { AudioFile } from '../accounts/accounts.js';
import { parseJsonFields } from '../input/body.js';
import { requireChoice } from '../input/input.js';
import { QUALITIES, statusAt } from '../jobs.js';
import { makeFindings } from '../results.js';
import type { Site } from '../site.js';
import type { Route } from './route.js';

/** `POST /files/:id/analyze` with `{ quality }`, `GET /files/:id/status`, `GET /files/:id/results`. */
export function analysisRoutes(site: Site): Route[] {
  const analyze: Route = {
    method: 'POST',
    pattern: '/files/:id/analyze',
    typicalMs: 15,
    handle(call) {
      const file = findFile(site, call);
      const quality = requireChoice(parseJsonFields(call).quality, 'quality', QUALITIES);
      file.analysis = site.jobs.plan(file.id, quality, 1);
      return { status: 202, json: describeStatus(file) };
    },
  };
  const status: Route = {
    method: 'GET',
    pattern: '/files/:id/status',
    typicalMs: 6,
    handle: (call) => ({ status: 200, json: describeStatus(findFile(site, call)) }),
  };
  const results: Route = {
    method: 'GET',
    pattern: '/files/:id/results',
    typicalMs: 14,
    handle(call) {
      const status = describeStatus(findFile(site, call));
      const results = status.status === 'done' ? makeFindings(status.id) : null;
      return { status: 200, json: { ...status, results } };
    },
  };
  return [analyze, status, results];
}

function describeStatus({ id, analysis }: AudioFile) {
  if (!analysis) return { id, status: 'none', quality: null };
  return { id, status: statusAt(analysis, now()), quality: analysis.quality };
}
