import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName, maskHeader, maskText } from '../../../src/util/secrets/mask-secrets.js';

describe('isSecretName', () => {
  it.each([
    'password',
    'newPassword',
    'passwd',
    'pwd',
    'access_token',
    'X-Api-Key',
    'apikey',
    'client_secret',
    'Ocp-Apim-Subscription-Key',
    'x-functions-key',
    'private_key',
    'AccessKey',
    'sig',
    'pin',
    'SID',
  ])('is true for %s', (name) => expect(isSecretName(name)).toBe(true));
  it.each(['user', 'passenger', 'compass', 'pinned', 'author', 'sidebar', 'keyboard', 'key', 'design', 'content-type'])(
    'is false for %s',
    (name) => expect(isSecretName(name)).toBe(false),
  );
});

describe('maskHeader', () => {
  it.each([
    ['authorization', 'Bearer abc.def', 'Bearer ***'],
    ['Authorization', 'opaque', '***'],
    ['proxy-authorization', 'Basic YTpi', 'Basic ***'],
    ['cookie', 'a=1; b=x=y', 'a=***; b=***'],
    ['set-cookie', 'sid=abc; Path=/; HttpOnly', 'sid=***; Path=/; HttpOnly'],
    ['x-api-key', 'k', '***'],
    ['x-csrf-token', 't', '***'],
    ['location', '/next?token=abc&page=2', '/next?token=***&page=2'],
    ['content-type', 'text/html; charset=utf-8', 'text/html; charset=utf-8'],
  ])('%s: %s', (name, value, shown) => {
    expect(maskHeader(name, value)).toBe(shown);
  });
});

describe('maskText', () => {
  it.each([
    ['JSON', '{"user":"ann","password":"hunter2","n":1}', '{"user":"ann","password":"***","n":1}'],
    ['JSON with escapes and spaces', '{ "token" : "a\\"b\\\\" , "x":"y" }', '{ "token" : "***" , "x":"y" }'],
    ['a number', '{"pin": 1234, "count": 2}', '{"pin": "***", "count": 2}'],
    ['a string that is cut off', '{"a":1,"secret":"half of i', '{"a":1,"secret":"***"'],
    ['nested objects by the names in them', '{"tokens":{"id":"1","access":"x"}}', '{"tokens":{"id":"1","access":"x"}}'],
    ['a form', 'user=ann&password=hunter2&ok=1', 'user=ann&password=***&ok=1'],
    ['a form with an indexed field', 'login[password]=x&a=b', 'login[password]=***&a=b'],
    [
      'a URL',
      'https://h/cb?code=1&client_secret=abc#access_token=def',
      'https://h/cb?code=1&client_secret=***#access_token=***',
    ],
    [
      'XML',
      '<login><user>ann</user><password type="t">x</password></login>',
      '<login><user>ann</user><password type="t">***</password></login>',
    ],
    [
      'multipart',
      '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nhunter2\r\n--b--',
      '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n***\r\n--b--',
    ],
    [
      'JSON in a string',
      '{"echo":"{\\"user\\":\\"ann\\",\\"password\\":\\"hun\\\\\\"ter2\\",\\"pin\\": 12}"}',
      '{"echo":"{\\"user\\":\\"ann\\",\\"password\\":\\"***\\",\\"pin\\": \\"***\\"}"}',
    ],
    ['JSON in a string that is cut off', '{"echo":"{\\"token\\":\\"half', '{"echo":"{\\"token\\":\\"***\\"'],
    ['a form in a string', '{"echo":"password=hunter2&a=b"}', '{"echo":"password=***&a=b"}'],
    ['credentials in a text', 'sent Bearer abcdef.ghi-jkl to it', 'sent Bearer *** to it'],
    ['nothing of a plain text', 'the password is wrong, a = b', 'the password is wrong, a = b'],
  ])('masks %s', (_, text, shown) => {
    expect(maskText(text)).toBe(shown);
  });

  it('shows no character of any secret in JSON and forms', () => {
    const word = fc.string({ minLength: 1 }).map((text) => `§${text}§`);
    fc.assert(
      fc.property(word, fc.jsonValue(), (secret, other) => {
        expect(maskText(JSON.stringify({ other, password: secret, other2: other }))).not.toContain(
          JSON.stringify(secret).slice(1, -1),
        );
        for (let text = JSON.stringify({ other, password: secret }), i = 0; i < 3; i++) {
          text = JSON.stringify({ text });
          expect(maskText(text)).not.toMatch(/§/);
        }
        expect(maskText(`a=1&${new URLSearchParams({ password: secret })}&b=2`)).toBe('a=1&password=***&b=2');
      }),
    );
  });

  it.each([
    '<a ',
    '"a":"',
    '\\',
    '\\"',
    '\\"pin\\":\\"',
    '\\"pin\\":\\"x',
    '\\"pin\\": ',
    'name="x"\n',
    'name="x"',
    'a=',
    '"a": ',
    'Bearer ',
  ])('needs little time for many %j', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(maskText(text).length).toBeGreaterThan(0); // a pattern that backtracks would take minutes or hours
  });
});
