import { describe, expect, it } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { type PreparedRequest, usualSecrets } from '../../../src/http/request/prepare.js';
import type { CatchBlock } from '../../../src/http/response/catch-block.js';
import { ignoreRejection, sendFast } from '../../../src/http/send/fast-path.js';
import { OpenResponses } from '../../../src/http/send/open-responses.js';
import { Sender } from '../../../src/http/send/sender.js';
import { defaultReceiveOptions } from '../../../src/http/timing/receive-options.js';
import { RequestsInFlight } from '../../../src/stats/requests-in-flight.js';
import type { Sample } from '../../../src/stats/sample.js';
import { sleep } from '../../../src/util/loop/clock.js';
import type { ResponseHandler, Transport, TransportRequest } from '../../../src/wire/transport.js';

/** Answers the requests when the test says so. */
class HeldTransport implements Transport {
  readonly resumesViaScheduler: boolean;
  readonly #handlers: ResponseHandler[] = [];

  constructor(resumesViaScheduler = false) {
    this.resumesViaScheduler = resumesViaScheduler;
  }

  send(_: TransportRequest, handler: ResponseHandler): void {
    this.#handlers.push(handler);
  }

  drop(): void {}

  /** Answers the oldest one with 200. */
  answer(): void {
    const handler = this.#handlers.shift() as ResponseHandler;
    handler.onConnect(() => {});
    handler.onHeaders(200, [], () => {}, 'OK');
    handler.onComplete();
  }
}

function requestNamed(name: string, receiveOptions = defaultReceiveOptions): PreparedRequest {
  const origin = 'http://host';
  const head = { origin, path: '/', url: `${origin}/`, method: 'GET', headers: [], body: null };
  const outgoing = { ...head, receiveOptions, secretHeaders: usualSecrets };
  return { method: 'GET', name, outgoing, startedAt: 0, context: undefined };
}

function senderBy(transport: Transport, report: (sample: Sample) => void = () => {}): Sender {
  return new Sender(
    transport,
    'http://host',
    new OpenResponses(report, new RequestsInFlight()),
    new RequestsInFlight(),
  );
}

/** The reasons of rejections that nothing handled while `action` ran, and one event-loop tick longer. */
async function unhandledDuring(action: () => void): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', (reason) => reasons.push(reason));
  action();
  await new Promise((resolve) => setImmediate(resolve));
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  return reasons;
}

describe('a request of the fast path', () => {
  const stop = new StopUser();

  it.each<[string, CatchBlock | undefined]>([
    ['its response', undefined],
    ['its response when its block has ended', () => sleep(0)],
  ])('resolves with %s', async (_, block) => {
    const transport = new HeldTransport();
    const samples: Sample[] = [];
    const response = sendFast(
      senderBy(transport, (sample) => samples.push(sample)),
      requestNamed('a'),
      30,
      block,
    );
    transport.answer();
    expect(await response).toMatchObject({ status: 200, url: 'http://host/' });
    expect(samples).toMatchObject([{ name: 'a', response: await response }]);
  });

  it('rejects with what a listener throws, which need not be handled', async () => {
    const transport = new HeldTransport();
    const report = () => {
      throw stop;
    };
    const response = sendFast(senderBy(transport, report), requestNamed('a'), 30, undefined);
    expect(await unhandledDuring(() => transport.answer())).toEqual([]);
    await expect(response).rejects.toBe(stop);
  });

  it('rejects with the signal that its block throws later, which need not be handled', async () => {
    const transport = new HeldTransport();
    const block = async () => {
      await Promise.resolve();
      throw stop;
    };
    const response = sendFast(senderBy(transport), requestNamed('a'), 30, block);
    expect(await unhandledDuring(() => transport.answer())).toEqual([]);
    await expect(response).rejects.toBe(stop);
  });

  it('rejects with the reason of a cancellation, before and after it was sent', async () => {
    const transport = new HeldTransport();
    const sender = senderBy(transport);
    const sent = sendFast(sender, requestNamed('a'), 30, undefined);
    sender.cancel(stop);
    const late = sendFast(sender, requestNamed('b'), 30, undefined);
    transport.answer();
    await expect(sent).rejects.toBe(stop);
    await expect(late).rejects.toBe(stop);
  });
});

describe('requests of users that the scheduler resumes', () => {
  it('are all received before any of the users resumes', async () => {
    const transport = new HeldTransport(true);
    const log: string[] = [];
    const ends = ['one', 'other'].map(async (name) => {
      const sender = senderBy(transport, () => log.push(`${name} received`));
      await sendFast(sender, requestNamed(name), 30, undefined);
      log.push(`${name} resumes`);
    });
    for (const _ of ends) {
      transport.answer();
      await Promise.resolve();
    }
    await Promise.all(ends);
    expect(log).toEqual(['one received', 'other received', 'one resumes', 'other resumes']);
  });
});

describe.each([
  ['at once', false],
  ['by the scheduler', true],
])('an undecided response of a user that is resumed %s', (_, resumesViaScheduler) => {
  function sent(request: PreparedRequest) {
    const transport = new HeldTransport(resumesViaScheduler);
    const samples: Sample[] = [];
    const sender = senderBy(transport, (sample) => samples.push(sample));
    return { transport, samples, sender, response: sendFast(sender, request, 30, true) };
  }

  it('is not settled by another task before its caller has it', async () => {
    const { transport, samples, sender, response } = sent(requestNamed('a'));
    const failed = response.then((received) => {
      using decided = received;
      decided.failure('mine');
    });
    transport.answer();
    sender.responses.settle();
    expect(samples).toEqual([]);
    await failed;
    expect(samples).toMatchObject([{ name: 'a', exception: { message: 'mine' } }]);
  });

  it('is not settled by a task that returned its promise, and was resumed in the same tick', async () => {
    const { transport, samples, sender, response } = sent(requestNamed('a'));
    const task = sendFast(sender, requestNamed('task'), 30, undefined).then(() => sender.responses.settle());
    const failed = response.then((received) => received.failure('mine'));
    transport.answer();
    transport.answer();
    await Promise.all([task, failed]);
    sender.responses.settle();
    expect(samples).toMatchObject([
      { name: 'task', exception: null },
      { name: 'a', exception: { message: 'mine' } },
    ]);
  });

  it('is settled once its caller has it', async () => {
    const { transport, samples, sender, response } = sent(requestNamed('a'));
    transport.answer();
    await response;
    sender.responses.settle();
    expect(samples).toMatchObject([{ name: 'a', exception: null }]);
  });

  it('may be a stream, which is not cancelled either', async () => {
    const { transport, samples, sender, response } = sent(
      requestNamed('a', { ...defaultReceiveOptions, maxStreamBytes: 100 }),
    );
    transport.answer();
    sender.responses.settle();
    expect(samples).toEqual([]);
    expect(await response).toMatchObject({ status: 200, error: null });
    sender.responses.settle();
    expect(samples).toMatchObject([{ name: 'a', exception: null }]);
  });
});

describe('ignoreRejection', () => {
  it('keeps the rejection for those who await the promise, and makes it count as handled', async () => {
    const promise = Promise.reject(new Error('gone'));
    expect(await unhandledDuring(() => ignoreRejection(promise))).toEqual([]);
    await expect(promise).rejects.toThrow('gone');
  });
});
