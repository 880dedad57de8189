import { describe, expect, it } from 'vitest';
import { BaseUrl } from '../../../src/http/request/target.js';
import type { StreamedResponse } from '../../../src/http/response/streamed-response.js';
import { OpenResponses } from '../../../src/http/send/open-responses.js';
import { HttpSession } from '../../../src/http/session.js';
import { RequestsInFlight } from '../../../src/stats/requests-in-flight.js';
import type { Sample } from '../../../src/stats/sample.js';
import { serve } from '../../helpers/servers/server.js';
import { allClients, openSession, plainTransport } from '../../helpers/users/http-session.js';

describe('the open streams of a user', () => {
  it('are none at first, and settling them has no effect', () => {
    const responses = new OpenResponses(() => {}, new RequestsInFlight());
    responses.settle();
    responses.stop(new Error('stopped'));
  });

  it('stay counted as in flight when they are stopped, and are never reported', async () => {
    const server = await serve((_, response) => response.write('begun'));
    const inFlight = new RequestsInFlight();
    const samples: Sample[] = [];
    const session = new HttpSession(
      new BaseUrl(server.url),
      plainTransport(),
      (sample) => samples.push(sample),
      inFlight,
    );
    await session.get('/a', { stream: true });
    await session.get('/b', { stream: true, catchResponse: true });
    (await session.get('/c', { stream: true })).cancel();
    session.cancel(new Error('stopped'));
    session.settle();
    expect([inFlight.count, samples.map(({ name }) => name)]).toEqual([2, ['/c']]);
    await server.idle();
  });

  it('are removed when they end, however they end', async () => {
    const server = await serve((_, response) => response.end('body'));
    const { session, samples } = openSession(server.url);
    const responses: StreamedResponse[] = [];
    for (let i = 0; i < 4; i++) responses.push(await session.get(`/${i}`, { stream: true }));
    await responses[0]?.read();
    responses[1]?.cancel();
    for await (const _ of responses[2] as StreamedResponse) break;
    expect(samples.map(({ name }) => name)).toEqual(['/0', '/1', '/2']);
    session.settle();
    session.settle();
    expect(samples.map(({ name }) => name)).toEqual(['/0', '/1', '/2', '/3']);
  });

  it('use connections up to the limit, and the next request waits for one of them', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/x') response.write('begun');
      else response.end('fine');
    });
    const { session } = openSession(server.url);
    const responses: StreamedResponse[] = [];
    for (let i = 0; i < 10; i++) responses.push(await session.get('/x', { stream: true }));
    const waiting = session.get('/');
    responses[0]?.cancel();
    expect([(await waiting).text(), server.accepted]).toEqual(['fine', 11]);
  });
});

describe.each(allClients)('the undecided responses of %s', (_, open) => {
  async function opened() {
    const server = await serve((_, response) => response.end('body'));
    const { session, samples } = open(server.url);
    return { session, names: () => samples.map(({ name }) => name) };
  }

  it('are reported at the end of a task, except those that a `using` block holds', async () => {
    const { session, names } = await opened();
    await session.get('/before', { catchResponse: true });
    {
      using held = await session.get('/held', { catchResponse: true });
      await session.get('/after', { catchResponse: true });
      session.settle();
      expect(names()).toEqual(['/before', '/after']);
      held.success();
    }
    session.settle();
    expect(names()).toEqual(['/before', '/after', '/held']);
  });

  it('are held by their function while it runs', async () => {
    const { session, names } = await opened();
    const catchResponse = async () => {
      await session.get('/inside', { catchResponse: true });
      session.settle();
      expect(names()).toEqual(['/inside']);
    };
    await session.get('/outside', { catchResponse });
    expect(names()).toEqual(['/inside', '/outside']);
  });

  it('are all reported when their user ends, each once; a later decision is an error', async () => {
    const { session, names } = await opened();
    await session.get('/free', { catchResponse: true });
    {
      using held = await session.get('/held', { catchResponse: true });
      session.close(new Error('over'));
      expect(names().sort()).toEqual(['/free', '/held']);
      expect(() => held.failure('late')).toThrow(expect.objectContaining({ code: 'ALREADY_REPORTED' }));
    }
    session.settle();
    expect(names()).toHaveLength(2);
  });
});

it('a listener cannot interrupt the end of a user', async () => {
  const server = await serve((_, response) => response.end('body'));
  const { session, samples } = openSession(server.url, () => {
    throw new Error('a listener’s');
  });
  using _first = await session.get('/1', { catchResponse: true });
  using _second = await session.get('/2', { catchResponse: true });
  session.close(new Error('over'));
  expect(samples.map(({ name }) => name)).toEqual(['/1', '/2']);
});
