import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Exchange } from '../../../src/http/response/exchange.js';
import type { HttpResponse } from '../../../src/http/response/response.js';
import { PhaseRecorder, type Phases } from '../../../src/http/timing/phases.js';
import { now } from '../../../src/util/loop/clock.js';
import type { ConnectTimes } from '../../../src/wire/connect-times.js';
import { serve, serveRaw } from '../../helpers/servers/server.js';
import { openFastSession, openSession } from '../../helpers/users/http-session.js';

/** Answers with headers after `wait` ms, and with the rest of the body after as many again. */
function slowServer(wait: number) {
  return serve((_, response) => {
    setTimeout(() => response.write('one '), wait);
    setTimeout(() => response.end('two'), 2 * wait);
  });
}

function sum(phases: Phases): number {
  return Object.values(phases).reduce((total: number, one: number | null) => total + (one ?? 0), 0);
}

/** They are parts of the elapsed time; only gaps between two of them may be missing. */
function expectWhole(response: HttpResponse): void {
  const whole = sum(phasesOf(response));
  expect(whole).toBeLessThanOrEqual(response.elapsed + 1);
  expect(whole).toBeGreaterThan(response.elapsed / 2);
}

function phasesOf(response: HttpResponse): Phases {
  expect(response.phases).not.toBeNull();
  return response.phases as Phases;
}

describe.each([
  ['HttpUser', openSession],
  ['FastHttpUser', openFastSession],
] as const)('the phases of a request of %s', (_, open) => {
  it('add up to its elapsed time', async () => {
    const server = await slowServer(60);
    const { session } = open(server.url.replace('127.0.0.1', 'localhost'));
    const response = await session.get('/', { phases: true });
    const phases = phasesOf(response);
    expect(phases).toEqual({
      queue: expect.any(Number),
      dns: expect.any(Number),
      connect: expect.any(Number),
      tls: null,
      firstByte: expect.any(Number),
      body: expect.any(Number),
    });
    expect(Math.min(...Object.values(phases).filter((one) => one !== null))).toBeGreaterThanOrEqual(0);
    expect(phases.firstByte).toBeGreaterThan(55);
    // A busy machine may see head and body at once, but never before the server has sent them.
    expect((phases.firstByte ?? 0) + (phases.body ?? 0)).toBeGreaterThan(100);
    expectWhole(response);
  });

  it('have no connect and dns on a reused connection, and no dns for an address', async () => {
    const server = await slowServer(1);
    const { session } = open(server.url);
    session.phases = true;
    expect(session.phases).toBe(true);
    const phases = [phasesOf(await session.get('/')), phasesOf(await session.get('/'))];
    expect(phases).toMatchObject([
      { dns: null, connect: expect.any(Number), tls: null, firstByte: expect.any(Number) },
      { dns: null, connect: null, tls: null, firstByte: expect.any(Number), body: expect.any(Number) },
    ]);
  });

  it('contain the wait for other requests of the user', async () => {
    const server = await slowServer(40);
    const { session } = open(server.url);
    const responses = await Promise.all(Array.from({ length: 11 }, () => session.get('/', { phases: true })));
    const queues = responses.map((response) => phasesOf(response).queue);
    expect(queues[10]).toBeGreaterThan(30);
    expectWhole(responses[10] as HttpResponse);
  });

  it('are those of each hop of a redirect', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/to') setTimeout(() => response.end(), 60);
      else response.writeHead(302, { location: '/to' }).end();
    });
    const response = await open(server.url).session.get('/', { phases: true });
    const [first, last] = [phasesOf(response.history[0] as HttpResponse), phasesOf(response)];
    expect([first.connect === null, last.connect === null]).toEqual([false, true]);
    expect(last.firstByte).toBeGreaterThan(55);
    expect(first.firstByte).toBeLessThan(last.firstByte as number);
  });

  it('end where the request failed', async () => {
    const nowhere = await open('http://127.0.0.1:1').session.get('/', { phases: true });
    expect(nowhere.phases).toMatchObject({ connect: null, tls: null, firstByte: null, body: null });
    const server = await serveRaw((socket) => socket.once('data', () => socket.destroy()));
    const broken = await open(server.url).session.get('/', { phases: true });
    expect(broken.phases).toMatchObject({ connect: expect.any(Number), firstByte: null, body: null });
  });

  it('are measured only if requested', async () => {
    const server = await slowServer(1);
    const { session } = open(server.url);
    expect((await session.get('/')).phases).toBeNull();
    session.phases = true;
    expect((await session.get('/', { phases: false })).phases).toBeNull();
    expect((await session.get('/', { timeout: 5 })).phases).not.toBeNull();
  });
});

describe('PhaseRecorder', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function newRecorder() {
    const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
    return new PhaseRecorder(new Exchange(request, 100, { onSettled: () => {} }), now());
  }

  it('converts the times of a request to consecutive phases', () => {
    const recorder = newRecorder();
    const pass = (ms: number) => {
      vi.advanceTimersByTime(ms);
      return now();
    };
    const startedAt = pass(1);
    const opening = { startedAt, lookedUpAt: pass(2), connectedAt: pass(4), securedAt: pass(8) };
    recorder.onOpening({ ...opening, lastStepAt: opening.securedAt } as ConnectTimes);
    recorder.onConnect(() => {});
    pass(16);
    recorder.onHeaders(103, [], () => {}, '');
    pass(32);
    recorder.onHeaders(200, [], () => {}, 'OK');
    pass(64);
    recorder.onComplete();
    expect(recorder.phases).toEqual({ queue: 1, dns: 2, connect: 4, tls: 8, firstByte: 48, body: 64 });
  });

  it('records queue, firstByte and body for a request that waited for a connection', () => {
    const recorder = newRecorder();
    vi.advanceTimersByTime(5);
    recorder.onConnect(() => {});
    vi.advanceTimersByTime(10);
    recorder.onHeaders(200, [], () => {}, 'OK');
    expect(recorder.phases).toEqual({ queue: 5, dns: null, connect: null, tls: null, firstByte: 10, body: null });
    vi.advanceTimersByTime(20);
    recorder.onError(new Error('lost'));
    expect(recorder.phases.body).toBe(20);
  });

  it('records only the queue for a request that never got a connection', () => {
    const recorder = newRecorder();
    vi.advanceTimersByTime(7);
    recorder.onError(new Error('late'));
    expect(recorder.phases).toEqual({ queue: 7, dns: null, connect: null, tls: null, firstByte: null, body: null });
  });
});
