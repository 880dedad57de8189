import { describe, expect, it, onTestFinished } from 'vitest';
import { ConnectionActivity } from '../../../src/wire/h1/connection-activity.js';
import { defaultSocketOptions, SocketSettings } from '../../../src/wire/h1/socket-settings.js';
import { createCloseError, WireError } from '../../../src/wire/wire-error.js';

function newActivity(options: Partial<typeof defaultSocketOptions> = {}) {
  const settings = new SocketSettings({ ...defaultSocketOptions, ...options });
  const listener = { onTick: () => {} };
  settings.ticker.add(listener);
  onTestFinished(() => settings.ticker.delete(listener));
  const origin = settings.origin('http://127.0.0.1:8000');
  return { activity: new ConnectionActivity(settings, origin), origin, ticker: settings.ticker };
}

function exchange(activity: ConnectionActivity): void {
  activity.onRequest();
  activity.onActive();
  activity.onResponse();
}

describe('an idle connection', () => {
  it('may be stale until it was reused, and after a tick without activity', () => {
    const { activity, ticker } = newActivity();
    exchange(activity);
    expect(activity.mayBeStale).toBe(true);
    exchange(activity);
    expect(activity.mayBeStale).toBe(false);
    ticker.tick++;
    expect(activity.mayBeStale).toBe(true);
  });

  it('may be stale for a minute after another connection to the server was stale', () => {
    const { activity, origin, ticker } = newActivity();
    exchange(activity);
    exchange(activity);
    origin.stale.onStale(ticker.tick, false);
    expect(activity.mayBeStale).toBe(true);
    ticker.tick += 60;
    activity.onActive();
    expect(activity.mayBeStale).toBe(false);
  });

  it('that the server closes right after a response predicts that it closes others', () => {
    const { activity, origin, ticker } = newActivity();
    exchange(activity);
    activity.onIdleEnd();
    expect([origin.stale.isExpected(ticker.tick), origin.stale.closesAtOnce(ticker.tick)]).toEqual([true, true]);
  });

  it('that the server closes after a while predicts nothing', () => {
    const { activity, origin, ticker } = newActivity();
    exchange(activity);
    ticker.tick++;
    activity.onIdleEnd();
    expect(origin.stale.isExpected(ticker.tick)).toBe(false);
  });
});

describe('a request that fails', () => {
  it('was sent on a stale connection if the connection had a response before, and was closed', () => {
    const { activity, origin, ticker } = newActivity();
    activity.onRequest();
    expect(activity.checkStale(createCloseError())).toBe(false);
    activity.onResponse();
    activity.onRequest();
    expect(activity.checkStale(new WireError('read-timeout', 'late'))).toBe(false);
    expect(origin.stale.isExpected(ticker.tick)).toBe(false);
    expect(activity.checkStale(createCloseError())).toBe(true);
    expect(origin.stale.closesAtOnce(ticker.tick)).toBe(true);
  });
});

describe('a reused connection that delivers a response', () => {
  it('shows that the server does not close every connection after a response', () => {
    const { activity, origin, ticker } = newActivity();
    exchange(activity);
    origin.stale.onStale(ticker.tick, true);
    exchange(activity);
    expect([origin.stale.isExpected(ticker.tick), origin.stale.closesAtOnce(ticker.tick)]).toEqual([true, false]);
  });
});

describe('the timeout of a connection', () => {
  it('is that of connecting until it is open, then that of reading', () => {
    const { activity, ticker } = newActivity({ connectTimeoutMs: 2_000, readTimeoutMs: 20_000 });
    activity.onRequest();
    const isTimedOut = (isOpen: boolean) => activity.checkTimeout(ticker.tick, 0, isOpen);
    ticker.tick += 11; // a tick is a tenth of the shorter timeout
    expect([isTimedOut(false), isTimedOut(true)]).toEqual([true, false]);
    ticker.tick += 90;
    expect(isTimedOut(true)).toBe(true);
  });

  it('starts again with each byte that is received or sent', () => {
    const { activity, ticker } = newActivity({ readTimeoutMs: 1_000 });
    activity.onRequest();
    ticker.tick += 11;
    expect(activity.checkTimeout(ticker.tick, 5, true)).toBe(false);
    ticker.tick += 11;
    activity.onActive();
    expect(activity.checkTimeout(ticker.tick, 5, true)).toBe(false);
    ticker.tick += 11;
    expect(activity.checkTimeout(ticker.tick, 5, true)).toBe(true);
  });
});
