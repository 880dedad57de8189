import { describe, expect, it } from 'vitest';
import {
  proxyVariables,
  settingsFromEnvironment,
  variablesOf,
} from '../../../src/cli/options/environment-variables.js';
import { flags } from '../../../src/core/options/flags.js';

function optionsFromEnvironment(env: Record<string, string | undefined>): object {
  return Object.fromEntries(settingsFromEnvironment(env).map(({ key, value }) => [key, value]));
}

function rejection(message: string): Error {
  return expect.objectContaining({ code: 'BAD_OPTION', exitCode: 2, message });
}

describe('settingsFromEnvironment', () => {
  it('returns nothing without variables, and ignores unknown ones', () => {
    expect(optionsFromEnvironment({ PATH: '/bin', LOCUST_NONSENSE: '1', LOCUST_HOST: undefined })).toEqual({});
  });

  it('refuses the variable of the removed --web-auth, which would leave the page open', () => {
    expect(() => settingsFromEnvironment({ LOCUST_WEB_AUTH: 'a:b' })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_OPTION', exitCode: 2, message: expect.stringContaining('--web-login') }),
    );
  });

  it('ignores variables that Kubernetes sets for services of such names', () => {
    const ofServices = { TSLOC_MASTER_PORT: 'tcp://10.96.0.5:5557', LOCUST_WEB_PORT: 'tcp://[fd00::5]:8089' };
    expect(optionsFromEnvironment({ ...ofServices, LOCUST_MASTER_NODE_PORT: '5557' })).toEqual({ masterPort: 5557 });
    expect(() => optionsFromEnvironment({ TSLOC_MASTER_PORT: 'http://a' })).toThrow();
  });

  it.each(['true', 'yes', 'on', '1', 'True', 'YES', 'oN'])('reads %s as true', (text) => {
    expect(optionsFromEnvironment({ LOCUST_HEADLESS: text })).toEqual({ headless: true });
  });

  it.each(['false', 'no', 'off', '0', 'False', 'NO'])('reads %s as false', (text) => {
    expect(optionsFromEnvironment({ LOCUST_HEADLESS: text })).toEqual({ headless: false });
  });

  it.each(['', 'maybe', '2', 'y', ' true', 'truee'])('refuses %j as a boolean', (text) => {
    const message = `Unexpected value for LOCUST_ONLY_SUMMARY: '${text}'. Expecting 'true', 'false', 'yes', 'no', 'on', 'off', '1' or '0'`;
    expect(() => optionsFromEnvironment({ LOCUST_ONLY_SUMMARY: text })).toThrow(rejection(message));
  });

  it.each([
    ['LOCUST_USERS', '', "argument -u/--users: invalid int value: ''"],
    ['LOCUST_USERS', '-1', 'argument -u/--users: must be >= 0'],
    ['LOCUST_SPAWN_RATE', '0', 'argument -r/--spawn-rate: must be > 0'],
    ['LOCUST_RUN_TIME', '', 'argument -t/--run-time: Invalid time span format'],
    [
      'LOCUST_LOGLEVEL',
      '',
      "argument -L/--loglevel: invalid choice: '' (choose from 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL')",
    ],
  ])('rejects %s=%s with the message of the command line', (name, text, message) => {
    expect(() => optionsFromEnvironment({ [name]: text })).toThrow(rejection(message));
  });

  it.each([
    ['slow', ['slow']],
    ['a b', ['a b']],
    ['a,b', ['a,b']],
    ['[a, b]', ['a', 'b']],
    ['["a","b c"]', ['a', 'b c']],
    ["['a', 'b']", ['a', 'b']],
    [' [a] ', ['a']],
    ['[]', []],
  ])('reads the list %j as %j', (text, words) => {
    expect(optionsFromEnvironment({ LOCUST_TAGS: text, LOCUST_EXCLUDE_TAGS: text })).toEqual({
      tags: words,
      excludeTags: words,
    });
  });

  it('reads an empty list as absent, and an empty text as an empty text', () => {
    expect(
      optionsFromEnvironment({ LOCUST_TAGS: '', LOCUST_USER_CLASSES: ' ', LOCUST_CSV: '', LOCUST_HOST: '' }),
    ).toEqual({
      csvPrefix: '',
      host: '',
    });
  });

  it('splits the names of user classes at white space', () => {
    expect(optionsFromEnvironment({ LOCUST_USER_CLASSES: ' Shopper\tAdmin \n' })).toEqual({
      userClasses: ['Shopper', 'Admin'],
    });
  });
});

describe('variablesOf', () => {
  it('are those of Locust, and TSLOC_ with the long name, which takes precedence', () => {
    expect(variablesOf(flags.master)).toEqual(['LOCUST_MODE_MASTER', 'TSLOC_MASTER']);
    expect(variablesOf(flags.seed)).toEqual(['TSLOC_SEED']);
    expect(variablesOf(flags.trace)).toEqual(['TSLOC_TRACE']);
    expect(settingsFromEnvironment({ TSLOC_USERS: '2', LOCUST_USERS: '1' })).toEqual([
      { key: 'numUsers', value: 1, source: 'LOCUST_USERS' },
      { key: 'numUsers', value: 2, source: 'TSLOC_USERS' },
    ]);
    expect(() => settingsFromEnvironment({ TSLOC_HEADLESS: 'x' })).toThrow('Unexpected value for TSLOC_HEADLESS: ');
  });

  it('of a custom option are only the one that it names', () => {
    const own = { long: '--query', type: 'text', default: null, group: 'Custom', isCustom: true, help: '' } as const;
    expect([variablesOf(own), variablesOf({ ...own, env: 'Q' })]).toEqual([[], ['Q']]);
  });
});

describe('proxyVariables', () => {
  it('are empty by default', () => {
    expect(proxyVariables({ PATH: '/bin' })).toEqual({ http: '', https: '', noProxy: '' });
  });

  it('may be in upper or lower case; lower case takes precedence', () => {
    const env = { HTTP_PROXY: 'http://a', https_proxy: 'http://b', HTTPS_PROXY: 'http://c', NO_PROXY: 'x,y' };
    expect(proxyVariables(env)).toEqual({ http: 'http://a', https: 'http://b', noProxy: 'x,y' });
  });

  it('use ALL_PROXY for schemes without their own variable; an empty one means none', () => {
    const env = { ALL_PROXY: 'http://a', http_proxy: '', NO_PROXY: '' };
    expect(proxyVariables(env)).toEqual({ http: '', https: 'http://a', noProxy: '' });
  });
});
