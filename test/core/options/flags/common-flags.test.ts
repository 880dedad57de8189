import { expect, it } from 'vitest';
import { commonFlags } from '../../../../src/core/options/flags/common-flags.js';
import type { Flag } from '../../../../src/core/options/flags.js';

/** Locust's table: names, environment variable, type, default. */
const ofLocust: Readonly<Record<string, readonly unknown[]>> = {
  config: ['--config', undefined, 'text', null],
  host: ['-H --host', 'LOCUST_HOST', 'text', null],
  numUsers: ['-u --users', 'LOCUST_USERS', 'integer', null],
  spawnRate: ['-r --spawn-rate', 'LOCUST_SPAWN_RATE', 'rate', null],
  runTime: ['-t --run-time', 'LOCUST_RUN_TIME', 'timeSpan', null],
  listCommands: ['-l --list', undefined, 'flag', false],
  configUsers: ['--config-users', 'LOCUST_CONFIG_USERS', 'words', []],
};

it.each(Object.entries(ofLocust))('%s is as in Locust', (key, expected) => {
  const flag: Flag = (commonFlags as Readonly<Record<string, Flag>>)[key] as Flag;
  const names = [flag.short, flag.long].filter((name) => name !== undefined).join(' ');
  expect([names, flag.env, flag.type, flag.default]).toEqual(expected);
});

it('has tsloc’s own default file', () => {
  expect(commonFlags.locustfile).toMatchObject({ short: '-f', env: 'LOCUST_LOCUSTFILE', default: 'locustfile.ts' });
});
