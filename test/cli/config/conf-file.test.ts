import { describe, expect, it } from 'vitest';
import { parseConfFile } from '../../../src/cli/config/conf-file.js';

function read(text: string): object {
  return Object.fromEntries(parseConfFile(text, 'locust.conf').map(({ key, value }) => [key, value]));
}

describe('locust.conf', () => {
  it.each([
    ['users = 10', { users: '10' }],
    ['users: 10', { users: '10' }],
    ['users 10', { users: '10' }],
    ['users=10', { users: '10' }],
    ['--users 10', { users: '10' }],
    ['--users=10', { users: '10' }],
    ['  users = 10  ', { users: '10' }],
    ['headless', { headless: 'true' }],
    ['--headless', { headless: 'true' }],
    ['csv =', { csv: '' }],
    ['csv:', { csv: '' }],
    ['csv = "my run"', { csv: 'my run' }],
    ["csv = ' a '", { csv: ' a ' }],
    ['host = "http://a" # was "http://b"', { host: 'http://a' }],
    ['slack-channel = #load', { 'slack-channel': '#load' }],
    ['secret: ;x # not', { secret: ';x' }],
    ['csv = my run', { csv: 'my run' }],
    ['host = http://a:1/b?c=d', { host: 'http://a:1/b?c=d' }],
    ['host http://a:1', { host: 'http://a:1' }],
    ['users = 10 # ten', { users: '10' }],
    ['users = 10 ; ten', { users: '10' }],
    ['csv = a#b', { csv: 'a#b' }],
    ['headless # no page', { headless: 'true' }],
    ['tags = [a, b c]', { tags: ['a', 'b c'] }],
    ['tags = ["a", "b"]', { tags: ['a', 'b'] }],
    ['Users = 1', { Users: '1' }],
    ['users = 1\nusers = 2', { users: '2' }],
    ['users = 1\r\nhost = a\r\n', { users: '1', host: 'a' }],
    ['# a\n; b\n[section]\n--- c\n\n   \n', {}],
  ])('%j gives %j', (text, entries) => {
    expect(read(text)).toEqual(entries);
  });

  it.each(['= 5', ': 5'])('refuses the line %j, with its number', (line) => {
    expect(() => read(`users = 1\n${line}`)).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        exitCode: 2,
        message: `Expected 'key = value' in line 2 of locust.conf, got '${line}'.`,
      }),
    );
  });
});
