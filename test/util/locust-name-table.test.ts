import { describe, expect, it } from 'vitest';
import { flags } from '../../src/core/options/flags.js';
import { OpenReport } from '../../src/http/response/report.js';
import { HttpResponse } from '../../src/http/response/response.js';
import { HttpSession } from '../../src/http/session.js';
import { LoadRunner } from '../../src/runner/load-runner.js';
import { Stats } from '../../src/stats/stats.js';
import { TaskSet } from '../../src/user/tasks/task-set.js';
import { User } from '../../src/user/user.js';
import { locustNames, type NameOwner } from '../../src/util/locust-name-table.js';
import { hasMember } from '../../src/util/locust-names.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

const { environment } = makeEnvironment();
const request = { method: 'GET', name: '/', startedAt: 0, context: undefined, outgoing: { url: 'http://h/' } };
const outcome = { status: 200, statusText: 'OK', elapsed: 1, length: 0, error: null };

/** One object of each kind, or its prototype where it takes a run to make one. */
const owners: Record<NameOwner, object> = {
  environment,
  runner: LoadRunner.prototype,
  stats: environment.stats,
  'stats entry': environment.stats.total,
  user: User.prototype,
  'task set': TaskSet.prototype,
  client: HttpSession.prototype,
  response: HttpResponse.prototype,
  requestMeta: new OpenReport(request, outcome, () => {}).sampleFor({}),
  events: environment.events,
  event: environment.events.testStart,
  parsedOptions: environment.parsedOptions,
};

const rows = (Object.keys(locustNames) as NameOwner[]).flatMap((owner) =>
  Object.entries(locustNames[owner] as Record<string, string | null>).map(
    ([wrong, right]) => [owner, wrong, right] as const,
  ),
);

describe('Locust’s names', () => {
  it.each(rows)('%s.%s throws, unless tsloc has a member of that name', (owner, wrong) => {
    if (hasMember(owners[owner], wrong)) return;
    expect(wrong).toMatch(/^_?[a-z0-9_]+$/);
    expect(() => Reflect.get(owners[owner], wrong)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_NAME', message: expect.stringContaining(`${owner}.${wrong}`) }),
    );
  });

  it('have replacements that exist', () => {
    // Fields of a class are not on its prototype.
    const fields = [
      'status',
      'statusText',
      'history',
      'waitTime',
      'base',
      'onStart',
      'onStop',
      'targetUserCount',
      'clientId',
      'workerIndex',
    ];
    const missing = rows.filter(([owner, , right]) => {
      const name = /^[a-zA-Z]+(?=\(|$)/.exec(right ?? '')?.[0];
      if (name === undefined || fields.includes(name) || name === 'run') return false;
      return !(name in owners[owner]);
    });
    expect(missing).toEqual([]);
  });

  it('of an environment can be set under their replacements, as in Locust', () => {
    const { environment: changed } = makeEnvironment();
    const members = Object.values(locustNames.environment).filter((right) => right !== null && right in changed);
    expect(members).toContain('stopTimeout');
    for (const name of members as (keyof typeof changed)[])
      expect(() => Object.assign(changed, { [name]: changed[name] }), name).not.toThrow();
  });

  it('have no replacement that throws', () => {
    for (const [owner, , right] of rows) expect(Object.keys(locustNames[owner])).not.toContain(right);
  });

  it('include the Python spelling of every option', () => {
    const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    for (const key of Object.keys(flags).filter((one) => snakeCase(one) !== one))
      expect(() => Reflect.get(environment.parsedOptions, snakeCase(key)), key).toThrow(
        expect.objectContaining({ hint: `Use ${key}.` }),
      );
  });

  it('throw on a Stats without a run, too', () => {
    expect(() => Reflect.get(new Stats(), 'numReqs')).not.toThrow();
    expect(() => Reflect.get(new Stats(), 'log_error')).toThrow();
  });
});
