import { describe, expect, it } from 'vitest';
import { IncomingBody } from '../../../src/http/response/incoming-body.js';
import { now } from '../../../src/util/loop/clock.js';

function opened() {
  const calls: string[] = [];
  const aborted: Error[] = [];
  const body = new IncomingBody(
    now() - 1000,
    () => calls.push('resume'),
    (reason) => {
      aborted.push(reason);
      body.end(0, reason);
    },
  );
  return { body, calls, aborted };
}

describe('IncomingBody', () => {
  it('yields its chunks in order, each with its time', async () => {
    const { body } = opened();
    const first = body.next();
    body.push(Buffer.from('one'));
    body.push(Buffer.from('two'));
    body.end(now(), null);
    const pieces = [await first, await body.next(), await body.next(), await body.next()];
    expect(pieces.map((piece) => piece?.bytes.toString() ?? null)).toEqual(['one', 'two', null, null]);
    expect(pieces[0]?.at).toBeGreaterThanOrEqual(1000);
    expect(pieces[1]?.at).toBeGreaterThanOrEqual(pieces[0]?.at ?? 0);
  });

  it('pauses the connection at 64 KiB of unread data, and resumes it below that', async () => {
    const { body, calls } = opened();
    const answers = Array.from({ length: 5 }, () => body.push(Buffer.alloc(16 * 1024)));
    expect(answers).toEqual([true, true, true, false, false]);
    await body.next();
    expect(calls).toEqual([]);
    await body.next();
    await body.next();
    expect(calls).toEqual(['resume']);
  });

  it('yields the received chunks of a body that breaks off, and has the error', async () => {
    const { body } = opened();
    body.push(Buffer.from('one'));
    const error = new Error('lost');
    body.end(5, error);
    expect((await body.next())?.bytes.toString()).toBe('one');
    expect(await body.next()).toBeNull();
    expect([body.error, body.lastByteAt]).toEqual([error, 5]);
  });

  it('drops its connection when it is cancelled, without an error, and ends for its reader', async () => {
    const { body, aborted } = opened();
    body.push(Buffer.from('one'));
    const { lastByteAt } = body;
    body.cancel();
    body.cancel();
    expect(await body.next()).toBeNull();
    expect([aborted.length, body.error, body.lastByteAt]).toEqual([1, null, lastByteAt]);
    expect(body.push(Buffer.from('late'))).toBe(true);
    expect(await body.next()).toBeNull();
  });

  it('keeps the error of its connection when it is cancelled for another one', () => {
    const { body } = opened();
    const error = new Error('lost');
    body.end(5, error);
    body.cancel(new Error('unexpected end of file'));
    expect(body.error).toBe(error);
  });

  it('keeps the connection if it is complete when it is cancelled', async () => {
    const { body, aborted } = opened();
    body.end(5, null);
    body.cancel();
    expect(aborted).toEqual([]);
  });

  it('rejects a waiting reader and later ones when it is stopped', async () => {
    const { body } = opened();
    const waiting = body.next();
    const reason = new Error('stopped');
    body.stop(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(body.next()).rejects.toBe(reason);
  });
});
