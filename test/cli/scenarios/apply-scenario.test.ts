import { describe, expect, it } from 'vitest';
import { builtInScenarios } from '../../../src/analysis/scenarios/built-in.js';
import { resolveScenario, toScenario } from '../../../src/analysis/scenarios/resolve-scenario.js';
import type { Scenario } from '../../../src/analysis/scenarios/scenario.js';
import type { Entry } from '../../../src/cli/config/entry.js';
import { readCommand } from '../../../src/cli/options/command.js';
import { applyScenario, mergeScenario } from '../../../src/cli/scenarios/apply-scenario.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';

const description = { name: 'tsloc', description: '', version: '1', extra: [], epilogue: '' };

function requestOf(argv: readonly string[], env: Record<string, string> = {}, users?: number) {
  return requestWith(users === undefined ? [] : [entry('users', users)], argv, env);
}

const entry = (key: string, value: Entry['value']): Entry => ({
  key,
  value,
  source: 'tsloc.config.json',
  format: 'tsloc',
});

function requestWith(entries: readonly Entry[], argv: readonly string[] = [], env: Record<string, string> = {}) {
  const request = readCommand(description, argv, { env, entries });
  if (request.kind !== 'run') throw new Error(request.text);
  return request;
}

const scenario = (name: string, more: Partial<Scenario> = {}): Scenario => ({
  ...resolveScenario(name, builtInScenarios),
  ...more,
});
const optionsOf = (one: Scenario, ...given: Parameters<typeof requestOf>) =>
  mergeScenario(one, requestOf(...given)).request.options;

describe('mergeScenario', () => {
  it('overrides files, and is overridden by variables and options of the command line', () => {
    expect(optionsOf(scenario('smoke'), [], {}, 77)).toMatchObject({
      numUsers: 10,
      spawnRate: 2,
      runTime: 60,
      headless: true,
    });
    expect(optionsOf(scenario('smoke'), ['-t', '5s'], { LOCUST_USERS: '3' }, 77)).toMatchObject({
      numUsers: 3,
      spawnRate: 2,
      runTime: 5,
    });
    const withHost = scenario('smoke', { host: 'http://a', stopTimeout: 9, tags: ['x'] });
    expect(optionsOf(withHost, ['-T', 'y'], { LOCUST_HOST: 'http://b' })).toMatchObject({
      host: 'http://b',
      stopTimeout: 9,
      tags: ['y'],
    });
  });

  it('keeps the proxies of the environment, which are no setting', () => {
    const proxyVariables = { http: 'http://proxy', https: '', noProxy: '' };
    const { options, ...request } = requestOf([]);
    const merged = mergeScenario(scenario('smoke'), { ...request, options: { ...options, proxyVariables } });
    expect(merged.request.options.proxyVariables).toEqual(proxyVariables);
  });

  it('names itself as the source of what it sets', () => {
    const { settings } = mergeScenario(scenario('rate-limit'), requestOf([])).request;
    expect(settings.filter(({ source }) => source === 'scenario rate-limit').map(({ key }) => key)).toEqual([
      'tags',
      'expectedStatuses',
      'headless',
    ]);
  });

  it('keeps the page where it is asked for', () => {
    expect(optionsOf(scenario('smoke'), ['--headful']).headless).toBe(false);
  });

  it('plays a scenario faster, and with another peak', () => {
    const { load } = mergeScenario(scenario('ladder'), requestOf(['--time-scale', '60', '-u', '20']));
    expect(load).toMatchObject({
      kind: 'stages',
      stages: [{ users: 1, duration: 5 }, { users: 2 }, { users: 5 }, { users: 10 }, { users: 20 }],
    });
  });

  it('takes from the options what its constant load leaves open', () => {
    const nightly = toScenario('nightly', { runTime: 600 }, 'f:1:1');
    expect(optionsOf(nightly, [], {}, 77)).toMatchObject({ numUsers: 77, spawnRate: null, runTime: 600 });
    expect(optionsOf(nightly, ['-r', '4', '--time-scale', '60'])).toMatchObject({
      ...{ numUsers: null, spawnRate: 4, runTime: 10 },
    });
    const rated = toScenario('rated', { spawnRate: 3, runTime: 600 }, 'f:1:1');
    expect(optionsOf(rated, [], {}, 77)).toMatchObject({ numUsers: 77, spawnRate: 3, runTime: 600 });
    const endless = toScenario('endless', { users: 3 }, 'f:1:1');
    const { request } = mergeScenario(endless, requestWith([entry('runTime', '5m')]));
    expect(request.options).toMatchObject({ numUsers: 3, runTime: 300 });
  });

  it('passes its workload to users', () => {
    expect(optionsOf(scenario('smoke', { workload: { pages: 3 } }), []).workload).toEqual({ pages: 3 });
  });
});

describe('applyScenario', () => {
  function filesWith() {
    class Reader extends User {
      @tag('authenticated') @task read() {}
    }
    class Guest extends User {
      @task look() {}
    }
    const allClasses = [Reader, Guest];
    const userClasses = new Map(allClasses.map((one) => [one.name, one]));
    return { files: ['a.ts'], userClasses, allClasses, shapes: [], targets: [] };
  }

  it('leaves out classes without a task for its tags', () => {
    const { loaded, request } = applyScenario(scenario('auth-only'), requestOf([]), filesWith());
    expect([[...loaded.userClasses.keys()], request.options.userClasses, loaded.shapes]).toEqual([['Reader'], [], []]);
  });

  it('says so where no class has one', () => {
    expect(() => applyScenario(scenario('gdpr-only'), requestOf([]), filesWith())).toThrow(
      expect.objectContaining({
        message: 'scenario gdpr-only: Expected a task tagged gdpr in the files, found none.',
        hint: "Tag one with @tag('gdpr').",
      }),
    );
  });

  it('follows a shape where its load changes', () => {
    const { loaded, request } = applyScenario(scenario('spikes'), requestOf([]), filesWith());
    expect(loaded.shapes.map(({ name }) => name)).toEqual(['spikes']);
    expect(request.options).toMatchObject({ numUsers: 500, spawnRate: null, runTime: null });
  });
});
