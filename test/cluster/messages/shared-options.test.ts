import { describe, expect, it } from 'vitest';
import { applyParsedOptions, toParsedOptions } from '../../../src/cluster/messages/shared-options.js';
import { makeOptions, type Options } from '../../../src/core/options/options.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

describe('the options of a test', () => {
  it('have Locust’s names on the wire', () => {
    const parsed = toParsedOptions(makeOptions({ numUsers: 5, tags: ['a'], ...({ slowAfter: 300 } as object) }));
    expect(parsed).toMatchObject({
      num_users: 5,
      tags: ['a'],
      slow_after: 300,
      exclude_tags: [],
      stats_history_enabled: false,
    });
  });

  it('leave out values that are not plain data', () => {
    const proxyVariables = { http: 'http://secret', https: '', noProxy: '' };
    expect(toParsedOptions(makeOptions({ proxyVariables }))).not.toHaveProperty('proxy_variables');
  });

  it('set custom options, tags and the load on a worker, and leave the others', () => {
    const { environment } = makeEnvironment({ host: 'http://mine', numUsers: 1 });
    const given = {
      my_arg: 'x',
      tags: ['a'],
      num_users: 99,
      spawn_rate: null,
      run_time: 20,
      host: 'http://other',
      iterations_per_user: 3,
      expected_statuses: ['429'],
      web_port: 1,
    };
    applyParsedOptions(environment, given);
    const { parsedOptions, iterations } = environment;
    expect(parsedOptions).toMatchObject({
      myArg: 'x',
      tags: ['a'],
      numUsers: 99,
      spawnRate: 1,
      runTime: 20,
      host: 'http://mine',
    } as Partial<Options>);
    expect([parsedOptions.webPort, iterations.perUser, parsedOptions.expectedStatuses]).toEqual([8089, 3, ['429']]);
  });

  it('of another node cannot break this one', () => {
    const { environment } = makeEnvironment({ tags: ['mine'] });
    applyParsedOptions(environment, {
      tags: null,
      exclude_tags: 5,
      reset_stats: 'yes',
      my_arg: { deep: 1 },
      __proto__x: 1,
    });
    expect(environment.parsedOptions).toMatchObject({ tags: ['mine'], excludeTags: [], resetStats: false });
    expect(environment.parsedOptions).not.toHaveProperty('myArg');
  });
});
