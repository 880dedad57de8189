import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { StopUser } from '../../src/core/signals.js';
import { createOutcomes, outcomeOf, viewOutcomes } from '../../src/stats/outcomes.js';
import { epochSeconds } from '../../src/util/loop/clock.js';
import { deadUrl, type Seen, serveAndSee } from '../helpers/servers/server.js';
import { openSession } from '../helpers/users/http-session.js';

const echo = ({ url, body }: Seen, response: ServerResponse) => {
  const status = Number(/^\/(\d{3})/.exec(url)?.[1] ?? 200);
  response.writeHead(status).end(body.length > 0 ? body : '{"ok":true}');
};

async function opened(respond = echo) {
  const server = await serveAndSee(respond);
  return { ...openSession(server.url), server };
}

const html = `<html>${'x'.repeat(400)}</html>`;

describe('rest()', () => {
  it('sends JSON headers, also with GET', async () => {
    const { session, server } = await opened();
    await session.rest('GET', '/x', {}, () => {});
    expect(server.last()).toMatchObject({ method: 'GET', url: '/x' });
    expect(server.last().headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
  });

  it('lets headers of the request override them, in any case', async () => {
    const { session, server } = await opened();
    await session.rest(
      'POST',
      '/x',
      { json: 1, headers: { accept: 'text/csv', 'content-type': 'application/x' } },
      () => {},
    );
    expect(server.last().headers).toMatchObject({ 'content-type': 'application/x', accept: 'text/csv' });
    expect(server.last().rawHeaders.filter((name) => /^accept$/i.test(name))).toHaveLength(1);
  });

  it('passes the parsed body to its block, and returns the response', async () => {
    const { session, samples } = await opened();
    const inside: unknown[] = [];
    const response = await session.rest<{ n: number }>('POST', '/x', { json: { n: 1 } }, ({ js }) =>
      inside.push(js?.n),
    );
    expect([inside, response.js?.n, response.status]).toEqual([[1], 1, 200]);
    expect(samples).toMatchObject([{ requestType: 'POST', name: '/x', exception: null, responseLength: 7 }]);
  });

  it('without a block is reported at the end of its `using` block, once', async () => {
    const { session, samples, errors } = await opened();
    {
      using response = await session.rest<{ ok: boolean }>('GET', '/x');
      if (response.js?.ok) response.failure('no');
      expect(samples).toEqual([]);
    }
    await session.rest('GET', '/y');
    session.settle();
    session.settle();
    expect(errors()).toEqual(["CatchResponseError('no')", null]);
  });

  it('without a block is not settled by another task before its caller has the response', async () => {
    const { session, errors } = await opened();
    let isDecided = false;
    const decided = session
      .rest('GET', '/x')
      .then((response) => response.failure('mine'))
      .finally(() => {
        isDecided = true;
      });
    const settleInEachMicrotask = async () => {
      for (let turn = 0; turn < 20; turn++) {
        await null;
        if (!isDecided) session.settle();
      }
    };
    while (!isDecided) {
      await new Promise(setImmediate);
      await settleInEachMicrotask();
    }
    await decided;
    session.settle();
    expect(errors()).toEqual(["CatchResponseError('mine')"]);
  });

  it('fails by its status if the body is JSON', async () => {
    const { session, errors } = await opened();
    await session.rest('GET', '/404', {}, ({ js }) => assert.deepEqual(js, { ok: true }));
    expect(errors()).toEqual(["HTTPError('404 Client Error: Not Found for url: /404')"]);
  });

  it('has null for an empty body, which is not a failure', async () => {
    const { session, errors } = await opened((_, response) => response.writeHead(204).end());
    const { js } = await session.rest('DELETE', '/x', {}, () => {});
    expect([js, errors()]).toEqual([null, [null]]);
  });

  it('fails if the body is not JSON, with its beginning and status, even if the block throws', async () => {
    const { session, samples, errors } = await opened((_, response) => response.writeHead(502).end(html));
    const text = `Could not parse response as JSON. ${html.slice(0, 250)}, response code 502, error `;
    await session.rest<{ id: number }>('GET', '/x', {}, ({ js }) => (js as { id: number }).id);
    await session.rest('GET', '/x', {}, () => {});
    {
      using response = await session.rest('GET', '/x');
      expect(response.js).toBe(null);
    }
    for (const error of errors()) expect(error).toContain(`CatchResponseError(`);
    for (const { exception } of samples) {
      expect((exception as Error).message.startsWith(text)).toBe(true);
      expect((exception as Error).cause).toBeInstanceOf(SyntaxError);
    }
    expect(samples).toHaveLength(3);
  });

  it('fails with the connection error as a string', async () => {
    const { session, samples, errors } = openSession(await deadUrl());
    const { js, status } = await session.rest('GET', '/x', {}, (response) => assert(response.js, 'nothing'));
    expect([js, status]).toEqual([null, 0]);
    expect(errors()).toEqual(["CatchResponseError('[Errno 111] Connection refused')"]);
    expect(samples).toMatchObject([{ exception: { cause: { name: 'ConnectionRefusedError' } } }]);
  });

  it('fails with the text of requests if a connection breaks', async () => {
    const { session, errors } = await opened((seen, response) => {
      if (seen.url === '/reset') response.socket?.resetAndDestroy();
      else response.writeHead(200, { 'content-length': '100' }).write('abc', () => response.socket?.end());
    });
    for (const url of ['/reset', '/half']) await session.rest('GET', url);
    session.settle();
    const incomplete = 'IncompleteRead(3 bytes read, 97 more expected)';
    expect(errors()).toEqual([
      `CatchResponseError("('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))")`,
      `CatchResponseError("('Connection broken: ${incomplete}', ${incomplete})")`,
    ]);
  });

  it('counts as a timeout or as a connection error, as other requests do', async () => {
    const { session, samples } = await opened(() => {});
    await session.rest('GET', '/slow', { timeout: 0.02 });
    await session.rest('GET', await deadUrl(), {}, () => {});
    await session.rest('GET', '/', { signal: AbortSignal.abort() });
    session.settle();
    const counts = samples.map((sample) => viewOutcomes(createOutcomes().with(outcomeOf(sample), 1)));
    expect(counts).toMatchObject([{ connectionErrors: 1 }, { timeouts: 1 }, { timeouts: 0, connectionErrors: 0 }]);
  });

  it('is a success if its block calls success()', async () => {
    const { session, errors } = await opened((_, response) => response.writeHead(500).end(html));
    await session.rest('GET', '/x', {}, (response) => response.success());
    expect(errors()).toEqual([null]);
  });

  it.each([
    ['a message', () => assert.fail('no total'), 'no total'],
    ['a message with a comma at its end', () => assert.fail('no total,'), `no total, response was "${'y'.repeat(199)}`],
    ['a message to which Node adds values', () => assert.equal(1, 2, 'no total'), 'no total'],
    ['no message', () => assert.fail(''), 'Assertion failed'],
    ['a message of its own', () => assert.equal(1, 2), 'Expected values to be strictly equal: 1 !== 2'],
  ])('fails with an assertion with %s, and the task continues', async (_, block, text) => {
    const { session, errors } = await opened((_seen, response) => response.end(`"${'y'.repeat(300)}"`));
    await session.rest('GET', '/x', {}, block);
    expect(errors()).toEqual([`CatchResponseError('${text}')`]);
  });

  it('fails with any other exception of the block, with its location and the start of the body', async () => {
    const { session, samples } = await opened();
    await session.rest('GET', '/x', {}, function look() {
      throw new RangeError('too big');
    });
    const [{ message, cause }] = samples.map(({ exception }) => exception) as [Error];
    expect(message).toMatch(
      /^RangeError: too big at \S*rest\.test\.ts:\d+ in (Object\.)?look\b.*\. Response was \{"ok":true\}$/,
    );
    expect(cause).toBeInstanceOf(RangeError);
  });

  it('fails with a thrown string, too', async () => {
    const { session, errors } = await opened();
    await session.rest('GET', '/x', {}, () => Promise.reject('sold out'));
    expect(errors()).toEqual([`CatchResponseError('sold out. Response was {"ok":true}')`]);
  });

  it('rethrows signals, and is still reported', async () => {
    const { session, errors } = await opened();
    const signal = new StopUser();
    const block = () => {
      throw signal;
    };
    await expect(session.rest('GET', '/x', {}, block)).rejects.toBe(signal);
    expect(errors()).toEqual([null]);
  });

  it('has no catchResponse: its block is its last argument', async () => {
    const { session, server } = await opened();
    const wrong = { catchResponse: () => {} } as object;
    await expect(session.rest('GET', '/x', wrong)).rejects.toMatchObject({ code: 'UNKNOWN_REQUEST_OPTION' });
    expect(server.seen).toEqual([]);
  });
});

describe('rest_()', () => {
  it.each([
    ['/x', {}, /^\/x\?_=\d{13}$/, '/x?_=...'],
    ['/x?a=1', {}, /^\/x\?a=1&_=\d{13}$/, '/x?a=1&_=...'],
    ['/x', { name: 'x' }, /^\/x\?_=\d{13}$/, 'x'],
  ])('of %s with %j bypasses caches, under one name', async (url, options, sent, name) => {
    const { session, samples, server } = await opened();
    const { js } = await session.rest_('GET', url, options, () => {});
    expect(js).toEqual({ ok: true });
    expect(server.last().url).toMatch(sent);
    expect(Math.abs(Number(server.last().url.slice(-13)) / 1000 - epochSeconds())).toBeLessThan(60);
    expect(samples.map((sample) => sample.name)).toEqual([name]);
  });
});
