/** The environment of a run without a command line, and what it logs. */
import type { ActorClass } from '../../../src/core/actor.js';
import { Environment } from '../../../src/core/environment.js';
import { Events } from '../../../src/core/events/global-events.js';
import { makeOptions, type Options } from '../../../src/core/options/options.js';
import { Log } from '../../../src/util/log/log.js';

export interface TestEnvironment {
  readonly environment: Environment;
  /** `LEVEL/logger: message` of each line so far. */
  readonly log: string[];
}

export function makeEnvironment(
  options: Partial<Options> = {},
  userClasses: readonly ActorClass<Environment>[] = [],
  events = new Events(),
): TestEnvironment {
  const log: string[] = [];
  const write = (line: string) => log.push(line.replace(/^\[[^\]]*\] [^/]*\//, ''));
  const environment = new Environment({
    userClasses,
    options: makeOptions({ seed: 'test', ...options }),
    events,
    log: new Log('DEBUG', write),
  });
  return { environment, log };
}
