/** The routes for programs, which submit recordings by URL and poll for results. All need the API key. */
import { now } from '../../util/loop/clock.js';
import { HttpError } from '../http-error.js';
import { parseJsonFields } from '../input/body.js';
import { parseCount, requireChoice, requireUrl } from '../input/input.js';
import { type Job, QUALITIES, type Quality, statusAt } from '../jobs.js';
import { makeFindings } from '../results.js';
import type { Site } from '../site.js';
import { type Call, guardRoutes, type Route } from './route.js';

export const MAX_BATCH_ITEMS = 100;

/** `POST /api/analyze`, `POST /api/batch`, `GET /api/jobs`, `GET /api/jobs/:id`, `GET /api/jobs/:id/result`. */
export function apiRoutes(site: Site): Route[] {
  const route = guardRoutes((headers) => site.auth.requireApiKey(headers));
  return [
    route('POST', '/api/analyze', 15, (call) => {
      const quality = parseRecording(parseJsonFields(call));
      return { status: 202, json: describeStatus(site.jobs.submit(quality, 1)) };
    }),
    route('POST', '/api/batch', 30, (call) => ({ status: 202, json: describeStatus(submitBatch(site, call)) })),
    route('GET', '/api/jobs', 10, ({ query }) => {
      const latest = site.jobs.latest(parseCount(query.get('limit'), 'limit', 1, 100, 20));
      return { status: 200, json: { jobs: latest.map(describeStatus), total: site.jobs.submitted } };
    }),
    route('GET', '/api/jobs/:id', 6, (call) => ({ status: 200, json: describeStatus(findJob(site, call)) })),
    route('GET', '/api/jobs/:id/result', 12, (call) => {
      const status = describeStatus(findJob(site, call));
      if (status.status !== 'done')
        throw new HttpError(409, `Expected a job that is done, got one that is ${status.status}.`);
      const results = Array.from({ length: status.items }, (_, item) => makeFindings(`${status.id}/${item}`));
      return { status: 200, json: { ...status, results } };
    }),
  ];
}

function submitBatch(site: Site, call: Call): Job {
  const { items, webhookUrl } = parseJsonFields(call);
  requireUrl(webhookUrl, 'webhookUrl'); // checked only: nothing is ever sent to it
  if (!Array.isArray(items) || items.length < 1 || items.length > MAX_BATCH_ITEMS) {
    throw new HttpError(400, `Expected items to be a list of 1 to ${MAX_BATCH_ITEMS} recordings.`);
  }
  const qualities = items.map((item: unknown) => parseRecording(Object(item)));
  return site.jobs.submit(qualities[0] as Quality, items.length);
}

/** Checks one recording, `{ audioUrl, quality }`; the URL is never requested. */
function parseRecording(fields: Readonly<Record<string, unknown>>): Quality {
  requireUrl(fields.audioUrl, 'audioUrl');
  return requireChoice(fields.quality, 'quality', QUALITIES);
}

function findJob(site: Site, call: Call): Job {
  const job = site.jobs.find(call.params.id ?? '');
  if (job) return job;
  throw new HttpError(404, `Expected the id of a job, got ${call.params.id}.`);
}

function describeStatus(job: Job) {
  return { id: job.id, status: statusAt(job, now()), quality: job.quality, items: job.items };
}
