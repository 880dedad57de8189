import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { now } from '../../src/util/loop/clock.js';
import { ConnectTimes } from '../../src/wire/connect-times.js';
import { serve, serveRaw } from '../helpers/servers/server.js';

describe('a connection that is being opened', () => {
  it('records the time of each step, in order', async () => {
    const server = await serve(() => {});
    const socket = connect(Number(new URL(server.url).port), 'localhost');
    const opening = new ConnectTimes(socket);
    expect(opening).toMatchObject({ lookedUpAt: null, connectedAt: null, securedAt: null, lastStepAt: null });
    await once(socket, 'connect');
    const { startedAt, lookedUpAt, connectedAt, securedAt, lastStepAt } = opening;
    const moments = [startedAt, lookedUpAt, connectedAt, now()] as number[];
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect([securedAt, lastStepAt]).toEqual([null, connectedAt]);
    socket.destroy();
  });

  it('fails with the reason of its abort', async () => {
    const server = await serveRaw(() => {});
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const reason = new Error('too slow');
    const failed = once(socket, 'error');
    new ConnectTimes(socket).abort(reason);
    expect(await failed).toEqual([reason]);
  });
});
