import { describe, expect, it } from 'vitest';
import { parseForm, requireFile } from '../../../src/demo/input/multipart.js';
import type { Call } from '../../../src/demo/routes/route.js';

const callOf = (type: string | undefined, body: string): Call => ({
  headers: type === undefined ? {} : { 'content-type': type },
  params: {},
  query: new URLSearchParams(),
  body: Buffer.from(body),
});
const part = (head: string, value: string) => `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${value}\r\n`;

describe('parseForm', () => {
  it('reads fields and files', async () => {
    const body = `${part('name="title"', 'Blue')}${part('name="file"; filename="a.wav"', '\u0001\r\n--not the end')}--x--\r\n`;
    const form = await parseForm(callOf('multipart/form-data; boundary=x', body));
    expect(form.get('title')).toBe('Blue');
    expect(requireFile(form, 'file').name).toBe('a.wav');
    expect(await requireFile(form, 'file').text()).toBe('\u0001\r\n--not the end');
  });

  it.each([undefined, 'application/json'])('refuses the content type %s', async (type) => {
    await expect(parseForm(callOf(type, ''))).rejects.toMatchObject({ status: 415 });
  });

  it.each([
    ['multipart/form-data', part('name="a"', 'b')],
    ['multipart/form-data; boundary=x', ''],
    ['multipart/form-data; boundary=x', 'nothing like it'],
    ['multipart/form-data; boundary=x', part('name="file"; filename="a"', 'cut off').slice(0, -6)],
    ['multipart/form-data; boundary=y', `${part('name="a"', 'b')}--x--\r\n`],
  ])('refuses a broken form (%s, %j)', async (type, body) => {
    await expect(parseForm(callOf(type, body))).rejects.toMatchObject({ status: 400 });
  });
});

describe('requireFile', () => {
  it('refuses a form without the file', () => {
    const form = new FormData();
    form.set('file', 'only a text');
    expect(() => requireFile(form, 'file')).toThrow('Expected a file in the field file.');
    expect(() => requireFile(form, 'other')).toThrow('Expected a file in the field other.');
  });
});
