import { describe, expect, it } from 'vitest';
import { fieldText, kindOf } from '../../../src/http/request/fields.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

describe.each(allClients)('a field from %s that cannot be converted to a string', (_client, openSession) => {
  it.each([
    ['multipart', { a: {} }, 'Object'],
    ['multipart', { a: ['x', { b: 1 }] }, 'Object'],
    ['form', { a: { b: 1 } }, 'Object'],
    ['params', { a: { b: 1 } }, 'Object'],
    ['params', { a: Object.create(null) }, 'an object'],
    ['form', { a: () => 1 }, 'a function'],
    ['form', { a: new Blob(['x']) }, 'Blob'],
    ['multipart', { a: new Uint8Array(1) }, 'Uint8Array'],
  ])('is refused in %s, before anything is sent: %o', async (option, fields, got) => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    await expect(session.post('/', { [option]: fields } as never)).rejects.toMatchObject({
      code: 'BAD_FIELDS',
      message: `Expected a string, number or boolean as 'a', got ${got}.`,
      hint: expect.stringContaining('await openAsBlob(path)'),
    });
    expect([server.seen, samples]).toEqual([[], []]);
  });
});

describe('fieldText', () => {
  it.each([['x'], [5], [true], [5n]])('is the text of %s', (value) => {
    expect(fieldText(value, 'a')).toBe(String(value));
  });
});

describe('kindOf', () => {
  it.each([
    [null, 'null'],
    [5, '5'],
    [[], 'Array'],
    [Symbol('s'), 'a symbol'],
  ])('%s is called %s', (value, name) => {
    expect(kindOf(value)).toBe(name);
  });
});
