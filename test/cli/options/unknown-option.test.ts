import { describe, expect, it } from 'vitest';
import { unknownOption } from '../../../src/cli/options/unknown-option.js';

const names = [
  '--users',
  '--spawn-rate',
  '--run-time',
  '--master-host',
  '--host',
  '--headless',
  '--no-headless',
  '--no-otel',
];

describe('an unknown option', () => {
  it.each([
    ['--runtime', 'unrecognized arguments: --runtime', "Did you mean '--run-time'?"],
    ['--spwan-rate=3', 'unrecognized arguments: --spwan-rate=3', "Did you mean '--spawn-rate'?"],
    ['--user-count=3', 'unrecognized arguments: --user-count=3', "Did you mean '--users'?"],
    ['--spwan=3', 'unrecognized arguments: --spwan=3', "Did you mean '--spawn-rate'?"],
    ['--mastr=3', 'unrecognized arguments: --mastr=3', "Did you mean '--master-host'?"],
    ['--no-headles', 'unrecognized arguments: --no-headles', "Did you mean '--no-headless'?"],
    ['--headles', 'unrecognized arguments: --headles', "Did you mean '--headless'?"],
    ['--no-spawn-rate', 'unrecognized arguments: --no-spawn-rate', "Did you mean '--spawn-rate'?"],
    ['--bogus', 'unrecognized arguments: --bogus', undefined],
    ['--slave', 'argument --slave: it was removed; use --worker', undefined],
    ['--web-auth=a', 'argument --web-auth: it was removed; use --web-login', undefined],
    ['--legacy-ui', 'argument --legacy-ui: the legacy web page no longer exists', undefined],
  ])('%s is refused with a suggestion or a replacement', (word, message, hint) => {
    expect(unknownOption(word, names)).toMatchObject({ code: 'UNKNOWN_OPTION', exitCode: 2, message, hint });
  });

  it('of a file is named with the file', () => {
    expect(unknownOption('--user-s=1', names, 'a.conf').hint).toBe("It is a key of a.conf. Did you mean 'users'?");
    expect(unknownOption('--xyz=1', names, 'a.conf').hint).toBe('It is a key of a.conf.');
    expect(unknownOption('--hatch-rate=1', names, 'a.conf').hint).toBe('It is a key of a.conf.');
    expect(unknownOption('--legacy-ui', names, 'a.conf').hint).toBe('It is a key of a.conf.');
  });
});
