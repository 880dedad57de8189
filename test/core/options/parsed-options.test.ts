import { describe, expect, it } from 'vitest';
import { makeOptions } from '../../../src/core/options/options.js';
import { effectiveOptions } from '../../../src/core/options/parsed-options.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

describe('environment.parsedOptions', () => {
  it('has the users and the spawn rate of the test, also if nothing sets them', () => {
    const { parsedOptions } = makeEnvironment().environment;
    expect(parsedOptions).toMatchObject({ numUsers: 1, spawnRate: 1, runTime: null });
    expect(makeEnvironment({ numUsers: 0, spawnRate: 2.5 }).environment.parsedOptions).toMatchObject({
      numUsers: 0,
      spawnRate: 2.5,
    });
  });

  it('has every other option unchanged', () => {
    const given = makeOptions({ numUsers: 3, spawnRate: 2, host: 'http://h', tags: ['a'] });
    expect(effectiveOptions(given)).toEqual(given);
  });
});

describe('environment.loadOptions', () => {
  it('has only what is set: by an option, by a listener, or on the page', () => {
    const { environment } = makeEnvironment({ spawnRate: 1 });
    expect(environment.loadOptions).toEqual({ numUsers: null, spawnRate: 1, runTime: null });
    Object.assign(environment.parsedOptions, { numUsers: 5, runTime: 60 });
    expect(environment.loadOptions).toEqual({ numUsers: 5, spawnRate: 1, runTime: 60 });
  });
});
