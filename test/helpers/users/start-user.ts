/** Starts users in a test, without a runner. */
import { onTestFinished } from 'vitest';
import type { Environment } from '../../../src/core/environment.js';
import type { Options } from '../../../src/core/options/options.js';
import type { Sample } from '../../../src/stats/sample.js';
import type { User } from '../../../src/user/user.js';
import { makeEnvironment, type TestEnvironment } from './logged-environment.js';

export interface RecordedEnvironment extends TestEnvironment {
  /** Every request that was reported. */
  readonly samples: Sample[];
  /** What users threw, in order. */
  readonly thrown: unknown[];
}

export function newEnvironment(options: Partial<Options> = {}): RecordedEnvironment {
  const made = makeEnvironment(options);
  const [samples, thrown]: [Sample[], unknown[]] = [[], []];
  made.environment.events.request.addListener((sample) => void samples.push(sample));
  made.environment.events.userError.addListener(({ exception }) => void thrown.push(exception));
  return { ...made, samples, thrown };
}

/** Starts a user; `ended` resolves when it has ended. It is stopped with the test. */
export function start<U extends User>(
  userClass: new (environment: Environment) => U,
  environment: Environment = newEnvironment().environment,
): { readonly user: U; readonly ended: Promise<void> } {
  const user = new userClass(environment);
  // Not awaited directly, as in a run: stack traces end with the user.
  const ended = new Promise<void>((resolve) => void user.run().then(() => resolve()));
  onTestFinished(async () => {
    user.stop(true);
    await ended;
  });
  return { user, ended };
}

/** Resolves when `condition` is true; checks it once per event-loop iteration. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
