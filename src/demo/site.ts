/** The state that the routes of one service share. */
import { now } from '../util/loop/clock.js';
import { Accounts } from './accounts/accounts.js';
import { Auth } from './accounts/auth.js';
import { Counts } from './counts.js';
import { Impairments } from './faults/impairments.js';
import { Jobs } from './jobs.js';
import type { DemoSettings } from './settings.js';

/** All of it is bounded in size. */
export interface Site {
  readonly auth: Auth;
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly counts: Counts;
  readonly impairments: Impairments;
  readonly maxUploadBytes: number;
  /** Monotonic, ms. */
  readonly startedAt: number;
}

/** The state of a service that has just started. */
export function createSite(settings: DemoSettings): Site {
  return {
    auth: new Auth(settings.tokenSeconds),
    accounts: new Accounts(),
    jobs: new Jobs(settings.seed, settings.latencyScale),
    counts: new Counts(),
    impairments: new Impairments(settings, now()),
    maxUploadBytes: settings.maxUploadBytes,
    startedAt: now(),
  };
}
