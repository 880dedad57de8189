import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BaseUrl, parseTarget } from '../../../src/http/request/target.js';

describe('the URL of a request', () => {
  it.each([
    ['http://h', '/x', 'http://h', '/x'],
    ['http://h:8000', '/x?a=1&b=', 'http://h:8000', '/x?a=1&b='],
    ['http://h/', '/x', 'http://h', '//x'],
    ['http://h', '//x', 'http://h', '//x'],
    ['http://h/base', '/x', 'http://h', '/base/x'],
    ['http://h/base', 'sub', 'http://h', '/basesub'],
    ['http://h/base/', 'sub', 'http://h', '/base/sub'],
    ['http://h/base', '', 'http://h', '/base'],
    ['http://h', '', 'http://h', '/'],
    ['HTTP://Host:80', '/X', 'http://host', '/X'],
    ['https://h:443', '/x', 'https://h', '/x'],
    ['https://h:80', '/x', 'https://h:80', '/x'],
    ['http://[::1]:8000/b', '/x', 'http://[::1]:8000', '/b/x'],
  ])('is the host %s and the path %j, concatenated', (host, url, origin, path) => {
    expect(new BaseUrl(host).target(url)).toEqual({ origin, path, url: origin + path, authorization: null });
  });

  it.each([
    ['http://other:1/x', 'http://other:1', '/x'],
    ['HTTPS://Other', 'https://other', '/'],
    ['http://other?x=1#y', 'http://other', '/?x=1'],
  ])('is %s itself if that is absolute, whatever the host', (url, origin, path) => {
    for (const host of ['http://h', 'http://h/base', 'http://h/base/', 'https://ann:pw@h'])
      expect(new BaseUrl(host).target(url)).toEqual({ origin, path, url: origin + path, authorization: null });
  });

  it.each([
    ['/a b', '/a%20b'],
    ['/ü', '/%C3%BC'],
    ['/x?q=ü "', '/x?q=%C3%BC%20%22'],
    ['/x#part', '/x'],
    ['/x?a=1#part?b', '/x?a=1'],
    ['/a/../b', '/b'],
    ['/a/./b', '/a/b'],
    ['/../b', '/b'],
    ['/a%/../%c3%a9', '/%C3%A9'],
    ['/a/..', '/'],
    ['/a/b/.', '/a/b/'],
    ['/%2e', '/.'],
    ['/.', '/'],
    ['/.well-known/x', '/.well-known/x'],
    ['/a%20b%2F', '/a%20b%2F'],
    ['/50%', '/50%25'],
    ['/50%20%', '/50%2520%25'],
    ['/50%?q=a%20b', '/50%25?q=a%20b'],
    ['/a%zz', '/a%25zz'],
    ['/%e4%7eann', '/%E4~ann'],
    ['/a|b[1]^c\\d`e{f}', '/a%7Cb%5B1%5D%5Ec%5Cd%60e%7Bf%7D'],
    ['/?q={"a":[1]}&b=<c|d\\e^f`g>', '/?q=%7B%22a%22:%5B1%5D%7D&b=%3Cc%7Cd%5Ce%5Ef%60g%3E'],
    ["/it's;a=1,b!$&()*+@:~?it's/a?b", "/it's;a=1,b!$&()*+@:~?it's/a?b"],
    ['/trailing ', '/trailing%20'],
    ['/\ud800', '/%EF%BF%BD'],
    ['/x?', '/x'],
  ])('is percent-encoded, and has no fragment: %s', (url, path) => {
    expect(new BaseUrl('http://h').target(url, {}).path).toBe(path);
    expect(new BaseUrl('http://h').target(url).path).toBe(path);
  });

  it('is the same with and without the URL parser', () => {
    const base = new BaseUrl('http://h');
    const piece = fc.constantFrom(
      ...'/az09-_.~!$&()*+,;=:@?%|[]{}\\^ü <>"`#',
      '/..',
      '/.',
      '//',
      '%41',
      '%2F',
      '%e9',
      '%2e',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const url = `/${pieces.join('')}`.replace(/^\/+(?=.)/, '/');
        expect(base.target(url)).toEqual(parseTarget(`http://h${url}`));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [{ q: 'a b', n: 1, all: true }, '/x?q=a+b&n=1&all=true'],
    [{ tag: ['a', 'b'], none: null, nothing: undefined, empty: '' }, '/x?tag=a&tag=b&empty='],
    [{ tag: [], none: null }, '/x'],
    [{ 'ü&': '=' }, '/x?%C3%BC%26=%3D'],
    [{ '*': "a*~-._'" }, '/x?%2A=a%2A~-._%27'],
    [new URLSearchParams('a=1&a=2'), '/x?a=1&a=2'],
    [{}, '/x'],
  ])('contains the params %j', (params, path) => {
    expect(new BaseUrl('http://h').target('/x', params).path).toBe(path);
  });

  it('keeps its own query unchanged before the params', () => {
    expect(new BaseUrl('http://h').target('/x?flag&a=b%20c&d=~', { e: 1 }).path).toBe('/x?flag&a=b%20c&d=~&e=1');
  });

  it('contains params that decode to the original, for any text', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const { path } = new BaseUrl('http://h').target('/x', new URLSearchParams(pairs));
        expect([...new URL(`http://h${path}`).searchParams]).toEqual(pairs);
      }),
    );
  });

  it.each(['nopath', '5', '@other', '.other', ':81/x', 'ftp://other/x'])(
    'cannot be %s after a host without a path',
    (url) => {
      const message = `Expected a path that begins with / or an absolute URL, got '${url}'.`;
      for (const host of ['http://h', 'http://h:8000'])
        expect(() => new BaseUrl(host).target(url)).toThrow(expect.objectContaining({ code: 'BAD_URL', message }));
    },
  );

  it.each(['/a\r\nX-Injected: 1', 'http://h/a\n', '/a?b\t', '/\0', '/\x7f'])(
    'cannot have control characters: %j',
    (url) => {
      const position = url.search(/[^ -~]/);
      const message = `Expected a URL without control characters, got ${JSON.stringify(url[position])} at position ${position}.`;
      for (const params of [undefined, { a: 1 }])
        expect(() => new BaseUrl('http://h').target(url, params)).toThrow(
          expect.objectContaining({ code: 'BAD_URL', message }),
        );
    },
  );

  it.each(['http://ann:secret@h:99999/', 'http://ann:se/cret@h', 'ann:secret@h'])(
    'shows no credentials in an error: %s',
    (url) => {
      expect(() => new BaseUrl('http://h').target(url)).toThrow(expect.objectContaining({ code: 'BAD_URL' }));
      expect(() => new BaseUrl(url)).toThrow(expect.objectContaining({ code: 'BAD_HOST' }));
      for (const action of [() => new BaseUrl('http://h').target(url), () => new BaseUrl(url)])
        expect(action).not.toThrow(/ann|se.?cret/);
    },
  );

  it('may begin with its query', () => {
    expect(new BaseUrl('http://h:8000').target('?a=1')).toMatchObject({ origin: 'http://h:8000', path: '/?a=1' });
  });

  it.each(['http://', 'http://[', 'http://h:99999/'])('cannot be %s', (url) => {
    expect(() => new BaseUrl('http://h').target(url)).toThrow(
      expect.objectContaining({ code: 'BAD_URL', message: `Expected an http or https URL, got '${url}'.` }),
    );
  });
});

describe('a host', () => {
  it.each([
    ['http://ann:pw@h/base', 'http://h/base', 'ann:pw'],
    ['https://a%40b:p%2Fw@h', 'https://h', 'a@b:p/w'],
    ['http://50%:100%@h', 'http://h', '50%:100%'],
    ['http://ann:p@w@h', 'http://h', 'ann:p@w'],
  ])('%s sends its user and password to the server only', (host, href, pair) => {
    const base = new BaseUrl(host);
    expect(base.href).toBe(href);
    expect(base.authorization).toBe(`Basic ${Buffer.from(pair).toString('base64')}`);
  });

  it.each([
    ['http://key:@h', 'key:'],
    ['http://key@h', 'key:'],
    ['http://:pw@h', ':pw'],
  ])('%s may have credentials with an empty part', (host, pair) => {
    const base = new BaseUrl(host);
    expect(base.href).toBe('http://h');
    expect(base.authorization).toBe(`Basic ${Buffer.from(pair).toString('base64')}`);
    expect(parseTarget(`${host}/x`)).toMatchObject({ url: 'http://h/x', authorization: base.authorization });
  });

  it.each(['http://h', 'http://@h', 'http://:@h'])('%s has no credentials', (host) => {
    expect(new BaseUrl(host).authorization).toBeNull();
    expect(new BaseUrl(host).target('/x')).toMatchObject({ url: 'http://h/x', authorization: null });
  });

  it.each(['h', 'h:8000', 'localhost:8000/x', 'ftp://h', '//h', '', 'http://', 'http:h'])('%j is refused', (host) => {
    expect(() => new BaseUrl(host)).toThrow(
      expect.objectContaining({
        code: 'BAD_HOST',
        message: `Expected a host that starts with http:// or https://, got '${host}'.`,
        hint: expect.stringContaining('http://127.0.0.1:8000'),
      }),
    );
  });
});
