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
    'jwt',
    'X-JWT',
    'X-Auth-Key',
    'Cf-Access-Jwt-Assertion',
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
    [
      'a form value with a quote and other special characters',
      "a=1&password=it's+h;u<n>ter2&ok=1",
      'a=1&password=***&ok=1',
    ],
    ['a form after other text', "a=1;password=x 'pin=2'", "a=1;password=*** 'pin=***'"],
    ['an XML attribute', '<login user="ann" password="hunter2"/>', '<login user="ann" password="***"/>'],
    ['an XML attribute in single quotes', `<login pin = 'a "b" c' n='1'/>`, `<login pin = '***' n='1'/>`],
    [
      'CDATA',
      '<a><user>x</user><password> <![CDATA[h<u>n]ter2]]>3</password></a>',
      '<a><user>x</user><password>***</password></a>',
    ],
    ['CDATA that is cut off', '<password><![CDATA[hun', '<password>***'],
    [
      'an element with a prefix',
      '<wsse:Password Type="t">x</wsse:Password>',
      '<wsse:Password Type="t">***</wsse:Password>',
    ],
    [
      'GraphQL in JSON',
      '{"query":"mutation { login(name: \\"ann\\", password: \\"hun\\\\\\"ter2\\") { id } }"}',
      '{"query":"mutation { login(name: \\"ann\\", password: \\"***\\") { id } }"}',
    ],
    ['GraphQL', 'mutation { login(password: "hun\\"ter2", n: 1) }', 'mutation { login(password: "***", n: 1) }'],
    ['a JSON web token', '{"jwt":"eyJhbGciOi.eyJzdWIi.c2ln"}', '{"jwt":"***"}'],
    [
      'multipart without quotes',
      '--b\r\nContent-Disposition: form-data; name=password\r\n\r\nhunter2\r\n--b--',
      '--b\r\nContent-Disposition: form-data; name=password\r\n\r\n***\r\n--b--',
    ],
    [
      'multipart of several lines',
      '--b\r\nContent-Disposition: form-data; name="private_key"\r\nContent-Type: text/plain\r\n\r\none\r\n\r\ntwo\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--',
      '--b\r\nContent-Disposition: form-data; name="private_key"\r\nContent-Type: text/plain\r\n\r\n***\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--',
    ],
    [
      'a long name of ASP.NET',
      'ctl00%24ctl00%24ContentPlaceHolder1%24MainContent%24LoginUser%24Password=hunter2&x=1',
      'ctl00%24ctl00%24ContentPlaceHolder1%24MainContent%24LoginUser%24Password=***&x=1',
    ],
    [
      'a query in an error message',
      "HTTPError('404 for url: http://h/x?token=abc')",
      "HTTPError('404 for url: http://h/x?token=***')",
    ],
    ['a query in HTML', "<a href='/x?token=abc'>Click</a> here", "<a href='/x?token=***'>Click</a> here"],
    [
      'nothing after a label',
      '{"label":"Password:","placeholder":"abc","n":1}',
      '{"label":"Password:","placeholder":"abc","n":1}',
    ],
    ['nothing after a quoted message', 'failed: "Wrong PIN:"\nsecond line', 'failed: "Wrong PIN:"\nsecond line'],
    ['nothing after an error message', "CatchResponseError('Invalid token:')", "CatchResponseError('Invalid token:')"],
    ['credentials in a text', 'sent Bearer abcdef.ghi-jkl to it', 'sent Bearer *** to it'],
    ['nothing after an input of HTML', '<input name="password">\n\nSign in\n', '<input name="password">\n\nSign in\n'],
    ['nothing of a plain text', 'the password is wrong, a = b', 'the password is wrong, a = b'],
  ])('masks %s', (_, text, shown) => {
    expect(maskText(text)).toBe(shown);
  });

  it('masks a field of any name of up to 100 characters that is a secret’s', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aZ_0%$-.'), maxLength: 46 });
    fc.assert(
      fc.property(word, fc.constantFrom('password', 'Token', 'api_key'), word, (before, part, after) => {
        const name = `x${before}${part}${after}`.replaceAll('$', '%24').slice(0, 100);
        fc.pre(isSecretName(name));
        expect(maskText(`a=1&${name}=§`)).not.toContain('§');
        expect(maskText(`<${name.replaceAll('%', '_')}>§<`)).not.toContain('§');
      }),
    );
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

  it('shows no character of a secret in unescaped forms, attributes, CDATA and multipart bodies', () => {
    const without = (characters: RegExp) =>
      fc.string({ minLength: 1 }).map((text) => `§${text.replace(characters, '')}§`);
    fc.assert(
      fc.property(
        without(/[&#\s"]/g),
        without(/["\\]/g),
        without(/\]\]>/g),
        without(/\n--/g),
        (form, quoted, cdata, part) => {
          expect(maskText(`a=1&password=${form}&b=2`)).toBe('a=1&password=***&b=2');
          expect(maskText(`<a password="${quoted}" b="2"/>`)).toBe('<a password="***" b="2"/>');
          expect(maskText(`<pin><![CDATA[${cdata}]]></pin>`)).toBe('<pin>***</pin>');
          const head = '--b\r\nContent-Disposition: form-data; name="pin"\r\n\r\n';
          expect(maskText(`${head}${part}\r\n--b--`)).toBe(`${head}***\r\n--b--`);
        },
      ),
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
    ' password="',
    ' password="x\\',
    "&pin='",
    'pin: \\"x',
    '<password><![CDATA[',
    '<password ',
    '<pin>',
    'form-data;',
    'form-data; name=pin\n\n',
    'form-data; name=pin\nx\n',
    '&tokentokentoken',
    'token.token-',
    'pass ',
    'passw',
  ])('needs little time for many %j', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(maskText(text).length).toBeGreaterThan(0); // a pattern that backtracks would take minutes or hours
  });
});
