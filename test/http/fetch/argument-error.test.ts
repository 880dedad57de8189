import { describe, expect, it, onTestFinished } from 'vitest';
import { type FetchArguments, fetchArgumentError } from '../../../src/http/fetch/argument-error.js';
import { createFetch } from '../../../src/http/fetch/fetch.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

const refused: FetchArguments[] = [
  { url: 'http://127.0.0.1:1/', body: 'x' },
  { url: 'http://127.0.0.1:1/', method: 'GET', body: '' },
  { url: 'http://127.0.0.1:1/', method: 'head', body: new Uint8Array(1) },
  { url: 'ftp://127.0.0.1:1/x' },
  { url: 'FTP://127.0.0.1:1/x', method: 'POST', body: 'x' },
  { url: 'mailto:a@b' },
  { url: 'http://' },
  { url: 'https://a b/' },
];

describe('what fetch refuses', () => {
  it.each(refused)('is what Node’s fetch refuses, with the same message: %o', async ({ url, ...init }) => {
    const ours = fetchArgumentError({ url, ...init });
    const theirs: unknown = await fetch(url, init as RequestInit).catch((thrown) => thrown);
    expect(ours).toBeInstanceOf(TypeError);
    expect(ours?.message).toBe((theirs as TypeError).message);
    if (url.startsWith('ftp:')) expect(String(ours?.cause)).toBe(String((theirs as TypeError).cause));
  });

  it('does not include a null body, other methods, and URLs of the user’s host', () => {
    for (const asked of [
      { url: 'HTTPS://h/', body: null },
      { url: '/x', method: 'HEAD', body: undefined },
      { url: '/x?to=ftp://h/', method: 'POST', body: 'x' },
      { url: 'nopath' },
    ]) {
      expect(fetchArgumentError(asked)).toBeNull();
    }
  });

  it.each(allClients)('is neither sent nor reported, and its stream is closed (%s)', async (_, open) => {
    const server = await serveAndSee();
    const { session, samples } = open(server.url);
    const fetch = createFetch(session);
    onTestFinished(() => session.cancel(new Error('The test is over.')));
    let isClosed = false;
    const body = new ReadableStream({
      cancel: () => {
        isClosed = true;
      },
    });
    await expect(fetch('/x', { method: 'GET', body })).rejects.toThrow(TypeError);
    await expect(fetch('ftp://127.0.0.1/x')).rejects.toThrow(TypeError);
    expect([isClosed, samples, server.seen]).toEqual([true, [], []]);
  });
});
