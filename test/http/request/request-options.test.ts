import { describe, expect, it } from 'vitest';
import { checkOptions, type RequestOptions } from '../../../src/http/request/request-options.js';
import { withPolyfill } from '../../helpers/extended-prototypes.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

describe('options that are not an object', () => {
  it.each([null, 'x', 5])('reject the promise and do not throw synchronously: %j', async (options) => {
    const server = await serveAndSee();
    const request = openSession(server.url).session.get('/', options as never);
    await expect(request).rejects.toMatchObject({ code: 'BAD_REQUEST_OPTION' });
    expect(server.seen).toEqual([]);
  });
});

describe('request options', () => {
  it('are own properties: what objects inherit from a polyfill, or have from the start, is none', () => {
    expect(withPolyfill(() => checkOptions({ name: 'a' }))).toBeUndefined();
    for (const name of ['constructor', 'toString'])
      expect(() => checkOptions({ [name]: 1 } as RequestOptions)).toThrow(
        expect.objectContaining({ hint: expect.stringMatching(/^(?:Did you mean \w+\? )?Known names: /) }),
      );
  });

  it.each([
    ['catch_response', "Python's catch_response is catchResponse here."],
    ['allow_redirects', "Python's allow_redirects is allowRedirects here."],
    ['data', "Python's data is json, form or body here."],
    ['files', "Python's files is multipart here."],
    ['cookies', "Python's cookies is client.cookies.set() here."],
    ['max_redirects', "Python's max_redirects is maxRedirects here."],
    ['proxies', "Python's proxies is static network = { proxy } of the class here."],
    ['catchresponse', expect.stringMatching(/^Did you mean catchResponse\? Known names: name, /)],
    ['headrs', expect.stringMatching(/^Did you mean headers\? Known names: name, /)],
    ['colour', expect.stringMatching(/^Known names: name, params, headers, json, form, /)],
  ])('called %s are refused with a hint, before anything is sent', async (name, hint) => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const options = { [name]: true } as RequestOptions;
    await expect(session.get('/', options)).rejects.toMatchObject({
      code: 'UNKNOWN_REQUEST_OPTION',
      message: `Expected a known request option, got '${name}'.`,
      hint,
    });
    expect([samples, server.seen]).toEqual([[], []]);
  });

  it('that are undefined count as absent', async () => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const options = { name: undefined, params: undefined, headers: undefined, json: undefined, context: undefined };
    await session.post('/a', options as unknown as RequestOptions);
    expect(samples).toMatchObject([{ name: '/a', exception: null, context: {} }]);
    expect(server.last().body).toHaveLength(0);
  });
});
