import assert from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { RescheduleTask, StopUser } from '../../../src/core/signals.js';
import type { HttpSession } from '../../../src/http/session.js';
import type { Sample } from '../../../src/stats/sample.js';
import { deadUrl, serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

async function opened() {
  const server = await serveAndSee(({ url }, response) => {
    const status = Number(/^\/(\d{3})/.exec(url)?.[1] ?? 200);
    response.writeHead(status).end(`the body of ${url}`);
  });
  return { ...openSession(server.url), server };
}

describe('a catchResponse block that is a function', () => {
  it('gets the response; the request is reported when the block has ended, then the response is returned', async () => {
    const { session, samples } = await opened();
    const response = await session.get('/x', {
      catchResponse: async (inside) => {
        await new Promise(setImmediate);
        expect([inside.text(), samples.length]).toEqual(['the body of /x', 0]);
      },
    });
    expect(response.text()).toBe('the body of /x');
    expect(samples).toMatchObject([{ name: '/x', exception: null, response }]);
    session.settle();
    expect(samples).toHaveLength(1);
  });

  it.each([
    ['an error', new RangeError('too big'), "RangeError('too big')"],
    ['a text', 'too big', "CatchResponseError('too big')"],
    ['nothing', undefined, "CatchResponseError('undefined')"],
  ])('fails its request with %s that it throws, and the task continues', async (_, thrown, text) => {
    const { session, samples, errors } = await opened();
    const response = await session.get('/x', {
      catchResponse: () => {
        throw thrown;
      },
    });
    expect([response.status, errors()]).toEqual([200, [text]]);
    if (thrown instanceof Error) expect(samples[0]?.exception).toBe(thrown);
  });

  it('may use assertions and await rejecting promises', async () => {
    const { session, errors } = await opened();
    await session.get('/x', { catchResponse: ({ status }) => assert(status === 201, 'not made') });
    await session.get('/x', { catchResponse: () => Promise.reject(new Error('late')) });
    expect(errors()).toEqual(["AssertionError('not made')", "Error('late')"]);
  });

  it('fails by its status, unless the block decides or throws', async () => {
    const { session, errors } = await opened();
    await session.get('/404', { catchResponse: () => {} });
    await session.get('/404', { catchResponse: (response) => response.success() });
    await session.get('/404', { catchResponse: (response) => response.json() });
    expect(errors()).toEqual([
      "HTTPError('404 Client Error: Not Found for url: /404')",
      null,
      `TslocError("Expected JSON from /404, got status 404 with 'the body of /404'. [NOT_JSON]")`,
    ]);
  });

  it('has the name instead of the URL in its error text, so that one name is one row', async () => {
    const { session, samples, errors } = await opened();
    for (const id of [1, 2]) {
      const name = '/404/:id';
      await session.get(`/404/${id}`, { name, catchResponse: (response) => response.raiseForStatus() });
    }
    expect(errors()).toEqual(Array(2).fill("HTTPError('404 Client Error: Not Found for url: /404/:id')"));
    expect(samples[1]).toMatchObject({ exception: { cause: { message: expect.stringMatching(/http:.*\/404\/2$/) } } });
  });

  it('keeps an earlier decision if it throws, and rethrows the error', async () => {
    const { session, errors } = await opened();
    for (const decide of ['success', 'failure'] as const) {
      const catchResponse = (response: { success(): void; failure(reason: string): void }) => {
        response[decide]('decided');
        throw new TypeError('a mistake');
      };
      await expect(session.get('/x', { catchResponse })).rejects.toThrow('a mistake');
    }
    expect(errors()).toEqual([null, "CatchResponseError('decided')"]);
  });

  it('rethrows signals, and the status decides about the request', async () => {
    const { session, errors } = await opened();
    for (const signal of [new StopUser(), new RescheduleTask()]) {
      const catchResponse = () => {
        throw signal;
      };
      await expect(session.get('/500', { catchResponse })).rejects.toBe(signal);
    }
    expect(errors()).toEqual(Array(2).fill("HTTPError('500 Server Error: Internal Server Error for url: /500')"));
  });

  it('also runs after a connection error, which stays the failure even if the block throws', async () => {
    const { session, errors } = openSession(await deadUrl());
    await session.get('/x', { catchResponse: (response) => response.json() });
    await session.get('/x', { catchResponse: ({ status, error }) => [status, error].includes(0) });
    await session.get('/x', { catchResponse: (response) => response.failure('down') });
    await session.get('/x', { catchResponse: (response) => response.success() });
    const refused = "ConnectionRefusedError(111, 'Connection refused')";
    expect(errors()).toEqual([refused, refused, "CatchResponseError('down')", null]);
  });

  it('is interrupted when its user ends, and its request is still reported', async () => {
    const { session, samples } = await opened();
    const reason = new StopUser();
    const catchResponse = async () => {
      session.cancel(reason);
      await session.get('/never');
    };
    await expect(session.get('/x', { catchResponse })).rejects.toBe(reason);
    expect(samples).toMatchObject([{ name: '/x', exception: null }]);
  });
});

/** A request with `using`, one with a function, and one that the end of the task reports, each with the same block. */
const forms = ['using', 'function', 'end of the task'] as const;

async function request(form: (typeof forms)[number], session: HttpSession, url: string, block: Block): Promise<void> {
  if (form === 'function') {
    await session.get(url, { catchResponse: block });
  } else if (form === 'using') {
    using response = await session.get(url, { catchResponse: true });
    await block(response);
  } else {
    await block(await session.get(url, { catchResponse: true }));
    session.settle();
  }
}

type Block = (response: Awaited<ReturnType<HttpSession['get']>>) => unknown;

describe.each(forms)('a request that is decided by a block (%s)', (form) => {
  async function reported(url: string, block: Block): Promise<Sample> {
    const { session, samples } = await opened();
    await request(form, session, url, block);
    session.settle();
    expect(samples).toHaveLength(1);
    return samples[0] as Sample;
  }

  it('can be renamed', async () => {
    const sample = await reported('/404/7', ({ requestMeta }) => {
      requestMeta.name = '/404/:id';
    });
    expect(sample.name).toBe('/404/:id');
    expect(String(sample.exception)).toBe('HTTPError: 404 Client Error: Not Found for url: /404/:id');
  });

  it('can have another time, length, type and context', async () => {
    const mine = { requestType: 'RPC', responseTime: 1_234.5, responseLength: 9 };
    const sample = await reported('/x', (response) => {
      const { requestMeta } = response;
      expect(requestMeta).toMatchObject({ requestType: 'GET', responseTime: response.elapsed, responseLength: 14 });
      Object.assign(requestMeta, mine);
      requestMeta.context = { ...requestMeta.context, id: response.text().length };
    });
    expect(sample).toMatchObject({ ...mine, context: { id: 14 }, url: expect.stringMatching(/\/x$/), exception: null });
  });

  it('can be reported without a response time', async () => {
    const sample = await reported('/x', ({ requestMeta }) => {
      requestMeta.responseTime = null;
    });
    expect(sample.responseTime).toBe(null);
  });

  it('can be failed by setting exception, which success() overrides', async () => {
    const failed = await reported('/x', ({ requestMeta }) => {
      requestMeta.exception = 'out of stock';
    });
    expect(failed.exception).toBe('out of stock');
    const passed = await reported('/x', (response) => {
      response.requestMeta.exception = 'out of stock';
      response.success();
    });
    expect(passed.exception).toBe(null);
  });

  it('may send other requests, each of which is reported once', async () => {
    const { session, samples, errors } = await opened();
    await request(form, session, '/outer', async (outer) => {
      await session.get('/plain');
      await session.get('/inner', { catchResponse: (inner) => inner.failure('inner') });
      {
        using inner = await session.get('/deep', { catchResponse: true });
        inner.success();
      }
      outer.failure('outer');
    });
    session.settle();
    expect(samples.map(({ name }) => name)).toEqual(['/plain', '/inner', '/deep', '/outer']);
    expect(errors()).toEqual([null, "CatchResponseError('inner')", null, "CatchResponseError('outer')"]);
  });
});

describe('a `using` block that throws', () => {
  it('does not see the exception: the status decides, and the error propagates', async () => {
    const { session, errors } = await opened();
    const block = async (url: string) => {
      using _ = await session.get(url, { catchResponse: true });
      throw new Error('mine');
    };
    await expect(block('/x')).rejects.toThrow('mine');
    await expect(block('/503')).rejects.toThrow('mine');
    expect(errors()).toEqual([null, expect.stringContaining('503')]);
  });
});
