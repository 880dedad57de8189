import { describe, expect, it } from 'vitest';
import { asksForHelp, readEarly } from '../../../src/cli/options/early-options.js';

describe('readEarly', () => {
  it.each([
    [['-f', 'a.ts'], 'a.ts'],
    [['-fa.ts'], 'a.ts'],
    [['-f=a.ts'], 'a.ts'],
    [['--locustfile', 'a.ts'], 'a.ts'],
    [['--loc=a.ts,b.ts'], 'a.ts,b.ts'],
    [['--unknown', 'x', '-f', 'a.ts', '-u', '3'], 'a.ts'],
    [['-f', 'a.ts', '--locustfile', 'b.ts'], 'b.ts'],
    [['--list', '--logfile', 'x'], undefined],
    [['-f', 'a.ts', '--', '-f', 'b.ts'], 'a.ts'],
    [['-f'], undefined],
    [['-f', '-u', '3'], undefined],
    [[], undefined],
  ])('reads the locustfile of %j as %s', (argv, file) => {
    expect(readEarly('locustfile', argv)).toBe(file);
  });

  it.each([
    [['--worker', '-f', '-'], ''],
    [['--worker'], ''],
    [['-f', '-'], undefined],
  ])('reads the flag --worker of %j as %j', (argv, value) => {
    expect(readEarly('worker', argv)).toBe(value);
  });
});

it.each([
  [['-h'], true],
  [['--bogus', '--help'], true],
  [['--', '-h'], false],
  [['--helpful'], false],
  [['-Vh'], false],
  [['-uh'], false],
  [['-fhost.ts'], false],
  [[], false],
])('%j asks for help: %s', (argv, asked) => {
  expect(asksForHelp(argv)).toBe(asked);
});
