/** The analysis of a person's file: ask for it, see how far it is, see what it found. */
import { now } from '../util/loop/clock.js';
import type { AudioFile } from './accounts.js';
import { jsonFields } from './body.js';
import { choiceOf } from './input.js';
import { QUALITIES, statusOf } from './jobs.js';
import { findingsOf } from './results.js';
import type { Route } from './route.js';
import { ownFile } from './sender.js';
import type { Site } from './site.js';

/** `POST /files/:id/analyze` with `{ quality }`, `GET /files/:id/status`, `GET /files/:id/results`. */
export function analysisRoutes(site: Site): Route[] {
  const analyze: Route = {
    method: 'POST',
    pattern: '/files/:id/analyze',
    typicalMs: 15,
    handle(call) {
      const file = ownFile(site, call);
      const quality = choiceOf(jsonFields(call).quality, 'quality', QUALITIES);
      file.analysis = site.jobs.plan(file.id, quality, 1);
      return { status: 202, json: standingOf(file) };
    },
  };
  const status: Route = {
    method: 'GET',
    pattern: '/files/:id/status',
    typicalMs: 6,
    handle: (call) => ({ status: 200, json: standingOf(ownFile(site, call)) }),
  };
  const results: Route = {
    method: 'GET',
    pattern: '/files/:id/results',
    typicalMs: 14,
    handle(call) {
      const standing = standingOf(ownFile(site, call));
      const results = standing.status === 'done' ? findingsOf(standing.id) : null;
      return { status: 200, json: { ...standing, results } };
    },
  };
  return [analyze, status, results];
}

function standingOf({ id, analysis }: AudioFile) {
  if (!analysis) return { id, status: 'none', quality: null };
  return { id, status: statusOf(analysis, now()), quality: analysis.quality };
}
