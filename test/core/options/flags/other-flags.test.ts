import { expect, it } from 'vitest';
import { otherFlags } from '../../../../src/core/options/flags/other-flags.js';
import type { Flag } from '../../../../src/core/options/flags.js';

/** Locust's table: names, environment variable, type, default. */
const ofLocust: Readonly<Record<string, readonly unknown[]>> = {
  skipLogSetup: ['--skip-log-setup', 'LOCUST_SKIP_LOG_SETUP', 'flag', false],
  loglevel: ['-L --loglevel', 'LOCUST_LOGLEVEL', 'choice', 'INFO'],
  logfile: ['--logfile', 'LOCUST_LOGFILE', 'text', null],
  showTaskRatio: ['--show-task-ratio', undefined, 'flag', false],
  showTaskRatioJson: ['--show-task-ratio-json', undefined, 'flag', false],
  exitCodeOnError: ['--exit-code-on-error', 'LOCUST_EXIT_CODE_ON_ERROR', 'integer', 1],
  stopTimeout: ['-s --stop-timeout', 'LOCUST_STOP_TIMEOUT', 'timeSpan', null],
  equalWeights: ['--equal-weights', undefined, 'flag', false],
  profile: ['--profile', undefined, 'text', null],
  otel: ['--otel', 'LOCUST_ENABLE_OPENTELEMETRY', 'flag', false],
};

it.each(Object.entries(ofLocust))('%s is as in Locust', (key, expected) => {
  const flag: Flag = (otherFlags as Readonly<Record<string, Flag>>)[key] as Flag;
  const names = [flag.short, flag.long].filter((name) => name !== undefined).join(' ');
  expect([names, flag.env, flag.type, flag.default]).toEqual(expected);
});
