/** What the routes of one running service share. */
import { now } from '../util/loop/clock.js';
import { Accounts } from './accounts.js';
import { Auth } from './auth.js';
import { Counts } from './counts.js';
import { Jobs } from './jobs.js';
import type { DemoSettings } from './settings.js';

/** The state of a service; all of it is bounded in size. */
export interface Site {
  readonly auth: Auth;
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly counts: Counts;
  readonly maxUploadBytes: number;
  /** In ms of the service's clock. */
  readonly startedAt: number;
}

/** A site on its first day. */
export function createSite(settings: DemoSettings): Site {
  return {
    auth: new Auth(settings.tokenSeconds),
    accounts: new Accounts(),
    jobs: new Jobs(settings.seed, settings.latencyScale),
    counts: new Counts(),
    maxUploadBytes: settings.maxUploadBytes,
    startedAt: now(),
  };
}
