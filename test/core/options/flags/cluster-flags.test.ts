import { expect, it } from 'vitest';
import { clusterFlags } from '../../../../src/core/options/flags/cluster-flags.js';
import type { Flag } from '../../../../src/core/options/flags.js';

/** Locust's table: names, environment variable, type, default. */
const ofLocust: Readonly<Record<string, readonly unknown[]>> = {
  master: ['--master', 'LOCUST_MODE_MASTER', 'flag', false],
  masterBindHost: ['--master-bind-host', 'LOCUST_MASTER_BIND_HOST', 'text', '*'],
  masterBindPort: ['--master-bind-port', 'LOCUST_MASTER_BIND_PORT', 'integer', 5557],
  expectWorkers: ['--expect-workers', 'LOCUST_EXPECT_WORKERS', 'integer', 1],
  expectWorkersMaxWait: ['--expect-workers-max-wait', 'LOCUST_EXPECT_WORKERS_MAX_WAIT', 'integer', 0],
  enableRebalancing: ['--enable-rebalancing', undefined, 'flag', false],
  worker: ['--worker', 'LOCUST_MODE_WORKER', 'flag', false],
  processes: ['--processes', 'LOCUST_PROCESSES', 'integer', null],
  masterHost: ['--master-host', 'LOCUST_MASTER_NODE_HOST', 'text', '127.0.0.1'],
  masterPort: ['--master-port', 'LOCUST_MASTER_NODE_PORT', 'integer', 5557],
};

it.each(Object.entries(ofLocust))('%s is as in Locust', (key, expected) => {
  const flag: Flag = (clusterFlags as Readonly<Record<string, Flag>>)[key] as Flag;
  const names = [flag.short, flag.long].filter((name) => name !== undefined).join(' ');
  expect([names, flag.env, flag.type, flag.default]).toEqual(expected);
});
