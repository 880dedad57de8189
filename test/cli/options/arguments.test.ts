import { describe, expect, it } from 'vitest';
import { expandPrefixes, requireValues, splitAttachedValues } from '../../../src/cli/options/arguments.js';
import { flagRows } from '../../../src/core/options/options.js';

const names = ['--users', '--spawn-rate', '--stop-timeout', '--show-task-ratio', '--show-task-ratio-json'];

describe('expandPrefixes', () => {
  it('completes a long option that is abbreviated to an unambiguous prefix, with or without a value', () => {
    expect(expandPrefixes(['--user', '3', '--spawn=2', '--st'], names)).toEqual([
      '--users',
      '3',
      '--spawn-rate=2',
      '--stop-timeout',
    ]);
  });

  it('keeps a full name, even if it is a prefix of another', () => {
    expect(expandPrefixes(['--show-task-ratio'], names)).toEqual(['--show-task-ratio']);
  });

  it('prefers the only candidate that Locust has', () => {
    const all = ['--reset-stats', '--request-log', '--tags', '--target', '--headless', '--help'];
    expect(expandPrefixes(['--re', '--ta=x', '--headl'], all)).toEqual(['--reset-stats', '--tags=x', '--headless']);
    expect(() => expandPrefixes(['--he'], all)).toThrow('ambiguous option');
  });

  it('names all candidates of an ambiguous prefix', () => {
    expect(() => expandPrefixes(['--s=1'], names)).toThrow(
      'ambiguous option: --s could match --spawn-rate, --stop-timeout, --show-task-ratio, --show-task-ratio-json',
    );
  });

  it('leaves unknown options, short ones, plain words and everything after -- unchanged', () => {
    const words = ['--bogus', '-u', 'Shopper', '-', '--', '--user'];
    expect(expandPrefixes(words, names)).toEqual(words);
  });

  it('keeps equals signs in a value', () => {
    expect(expandPrefixes(['--user=a=b='], names)).toEqual(['--users=a=b=']);
  });
});

describe('splitAttachedValues', () => {
  it('reads -u=5 as -u 5, and -u= as an empty value', () => {
    expect(splitAttachedValues(['-u=5', '-H=http://a/?b=c', '-T='], flagRows)).toEqual([
      '-u',
      '5',
      '-H',
      'http://a/?b=c',
      '-T',
      '',
    ]);
  });

  it('leaves options without a value, unknown ones, long ones and everything after -- unchanged', () => {
    const words = ['-l=1', '-z=1', '--users=5', '-u5', '--', '-u=5'];
    expect(splitAttachedValues(words, flagRows)).toEqual(words);
  });
});

describe('requireValues', () => {
  it.each([
    [['-u'], 'argument -u/--users: expected one argument'],
    [['--csv'], 'argument --csv: expected one argument'],
    [['-u', '-t', '3'], 'argument -u/--users: expected one argument'],
    [['--host', '--users=3'], 'argument -H/--host: expected one argument'],
    [['-r', '--', 'Shopper'], 'argument -r/--spawn-rate: expected one argument'],
  ])('%j lacks a value', (argv, message) => {
    expect(() => requireValues(argv, flagRows)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });

  it.each([
    [['-u', '-3']],
    [['-T']],
    [['-T', '-E', 'slow']],
    [['--csv', '']],
    [['-l', '-h']],
    [['Shopper', '--', '-u']],
    [['-u3', '--host=x', '-T', 'a', 'b']],
  ])('%j is complete', (argv) => {
    expect(() => requireValues(argv, flagRows)).not.toThrow();
  });
});
