/** What programs use: they submit recordings by their address, and poll. All need the API key. */
import { now } from '../util/loop/clock.js';
import { jsonFields } from './body.js';
import { choiceOf, countOf, webAddressOf } from './input.js';
import { type Job, QUALITIES, type Quality, statusOf } from './jobs.js';
import { Refusal } from './refusal.js';
import { findingsOf } from './results.js';
import { type Call, type Route, routesBehind } from './route.js';
import type { Site } from './site.js';

/** How many recordings a batch may have. */
export const MAX_BATCH_ITEMS = 100;

/** `POST /api/analyze`, `POST /api/batch`, `GET /api/jobs`, `GET /api/jobs/:id`, `GET /api/jobs/:id/result`. */
export function apiRoutes(site: Site): Route[] {
  const route = routesBehind((headers) => site.auth.requireApiKey(headers));
  return [
    route('POST', '/api/analyze', 15, (call) => {
      const quality = recordingQuality(jsonFields(call));
      return { status: 202, json: standingOf(site.jobs.submit(quality, 1)) };
    }),
    route('POST', '/api/batch', 30, (call) => ({ status: 202, json: standingOf(submitBatch(site, call)) })),
    route('GET', '/api/jobs', 10, ({ query }) => {
      const latest = site.jobs.latest(countOf(query.get('limit'), 'limit', 1, 100, 20));
      return { status: 200, json: { jobs: latest.map(standingOf), total: site.jobs.submitted } };
    }),
    route('GET', '/api/jobs/:id', 6, (call) => ({ status: 200, json: standingOf(jobOf(site, call)) })),
    route('GET', '/api/jobs/:id/result', 12, (call) => {
      const standing = standingOf(jobOf(site, call));
      if (standing.status !== 'done')
        throw new Refusal(409, `Expected a job that is done, got one ${standing.status}.`);
      const results = Array.from({ length: standing.items }, (_, item) => findingsOf(`${standing.id}/${item}`));
      return { status: 200, json: { ...standing, results } };
    }),
  ];
}

function submitBatch(site: Site, call: Call): Job {
  const { items, webhookUrl } = jsonFields(call);
  webAddressOf(webhookUrl, 'webhookUrl'); // it would be called when the batch is done; here it never is
  if (!Array.isArray(items) || items.length < 1 || items.length > MAX_BATCH_ITEMS) {
    throw new Refusal(400, `Expected items to be a list of 1 to ${MAX_BATCH_ITEMS} recordings.`);
  }
  const qualities = items.map((item: unknown) => recordingQuality(Object(item)));
  return site.jobs.submit(qualities[0] as Quality, items.length);
}

/** Checks one recording, `{ audioUrl, quality }`; the address is never asked for. */
function recordingQuality(fields: Readonly<Record<string, unknown>>): Quality {
  webAddressOf(fields.audioUrl, 'audioUrl');
  return choiceOf(fields.quality, 'quality', QUALITIES);
}

function jobOf(site: Site, call: Call): Job {
  const job = site.jobs.find(call.params.id ?? '');
  if (job) return job;
  throw new Refusal(404, `Expected the id of a job, got ${call.params.id}.`);
}

function standingOf(job: Job) {
  return { id: job.id, status: statusOf(job, now()), quality: job.quality, items: job.items };
}
