import { describe, expect, it } from 'vitest';
import { checkOptionValue, checkSetting } from '../../../src/http/request/option-values.js';
import type { RequestOptions } from '../../../src/http/request/request-options.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

describe('a request option', () => {
  it.each([
    ['maxRedirects', -1, 'Expected a whole number of 0 or more, or Infinity as maxRedirects of a request, got -1.'],
    ['maxRedirects', 1.5, expect.stringContaining('got 1.5.')],
    ['maxRedirects', Number.NaN, expect.stringContaining('got NaN.')],
    ['maxRedirects', '3', expect.stringContaining("got '3'.")],
    ['allowRedirects', 'no', "Expected true or false as allowRedirects of a request, got 'no'."],
    ['name', 5, 'Expected a string as name of a request, got 5.'],
    ['context', 5, 'Expected an object as context of a request, got 5.'],
    ['context', [1], expect.stringContaining('got Array.')],
    ['stream', 'yes', "Expected true or false as stream of a request, got 'yes'."],
    ['phases', 'x', "Expected true or false as phases of a request, got 'x'."],
    ['catchResponse', 'yes', "Expected true, false or a function as catchResponse of a request, got 'yes'."],
    ['signal', 5, 'Expected an AbortSignal as signal of a request, got 5.'],
    ['signal', new AbortController(), expect.stringContaining('got AbortController.')],
  ])('is refused before anything is sent if its value is invalid: %s: %o', async (name, value, message) => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const options = { [name]: value } as RequestOptions;
    await expect(session.get('/', options)).rejects.toMatchObject({ code: 'BAD_REQUEST_OPTION', message });
    expect([samples, server.seen]).toEqual([[], []]);
  });

  it('is accepted if its value is valid, null or undefined', () => {
    const signal = new AbortController().signal;
    const said = { maxRedirects: 0, allowRedirects: false, name: '', context: {}, phases: true, signal, stream: false };
    const more = [
      ['maxRedirects', Number.POSITIVE_INFINITY],
      ['catchResponse', () => 1],
      ['catchResponse', true],
      ['timeout', 'not for this check'],
      ['toString', 5],
    ] as const;
    for (const [name, value] of [...Object.entries(said), ...more]) {
      for (const one of [value, null, undefined]) expect(() => checkOptionValue(name, one), name).not.toThrow();
    }
  });
});

describe('a setting of a client', () => {
  it('is refused with its own message, and accepted without a rule', () => {
    expect(() => checkSetting('phases', 1)).toThrow('Expected true or false as client.phases, got 1.');
    for (const value of [true, false, null, undefined]) expect(() => checkSetting('phases', value)).not.toThrow();
    expect(() => checkSetting('toString', 1)).not.toThrow();
  });
});
