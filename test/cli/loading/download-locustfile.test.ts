import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { downloadLocustfile } from '../../../src/cli/loading/download-locustfile.js';
import { freePort } from '../../helpers/processes/cli.js';
import { serve } from '../../helpers/servers/server.js';

describe('a locustfile at a URL', () => {
  it('is saved under its name', async () => {
    const { url } = await serve((_request, response) => response.end('export const a = 1;'));
    const paths = await Promise.all([
      downloadLocustfile(`${url}/x/users.mts?token=1`),
      downloadLocustfile(`${url}/raw`),
    ]);
    expect(paths.map((path) => [basename(path), readFileSync(path, 'utf8')])).toEqual([
      ['users.mts', 'export const a = 1;'],
      ['locustfile.ts', 'export const a = 1;'],
    ]);
  });

  it('is rejected if the server has none or returns HTML; credentials are sent but not shown', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/private.ts') response.end(request.headers.authorization);
      else if (request.url === '/page') response.end('<!DOCTYPE html><p>');
      else response.writeHead(404).end();
    });
    const rejection = (message: string) =>
      expect.objectContaining({ code: 'LOCUSTFILE_NOT_FOUND', exitCode: 1, message: expect.stringContaining(message) });
    await expect(downloadLocustfile(`${url}/none`)).rejects.toThrow(rejection('the answer is 404 Not Found'));
    await expect(downloadLocustfile(`${url}/page`)).rejects.toThrow(rejection('it is an HTML page'));
    const path = await downloadLocustfile(`${url.replace('//', '//user:s%40cret@')}/private.ts`);
    expect(readFileSync(path, 'utf8')).toBe(`Basic ${btoa('user:s@cret')}`);
    const odd = await downloadLocustfile(`${url.replace('//', '//user:50%@')}/private.ts`);
    expect(readFileSync(odd, 'utf8')).toBe(`Basic ${btoa('user:50%')}`);
    const dead = `127.0.0.1:${await freePort()}/a.ts`;
    await expect(downloadLocustfile(`http://${dead}`)).rejects.toThrow(rejection('ECONNREFUSED'));
    const error = await downloadLocustfile(`http://user:secret@${dead}`).catch((thrown: Error) => thrown.message);
    expect(error).not.toContain('secret');
  });

  it.each(['http://', 'https://a b/x.ts', 'http://user:secret@:x/a.ts'])(
    'is rejected if the URL is %s',
    async (url) => {
      const message = `Expected a file at ${url.replace('user:secret@', '')}, but it is not a valid URL.`;
      await expect(downloadLocustfile(url)).rejects.toMatchObject({ code: 'LOCUSTFILE_NOT_FOUND', message });
    },
  );

  it('is rejected if the connection is lost within it', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('export', () => response.destroy());
    });
    await expect(downloadLocustfile(`${url}/a.ts`)).rejects.toMatchObject({ code: 'LOCUSTFILE_NOT_FOUND' });
  });
});
