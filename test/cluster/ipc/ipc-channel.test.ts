import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { IpcChannel } from '../../../src/cluster/ipc/ipc-channel.js';

/** An end whose packets are taken when the test says so. */
class Endpoint extends EventEmitter {
  connected = true;
  readonly taken: unknown[] = [];
  readonly #waiting: (() => void)[] = [];

  send(packet: unknown, done: (error: Error | null) => void): boolean {
    this.#waiting.push(() => {
      this.taken.push(packet);
      done(null);
    });
    return true;
  }

  takeAll(): void {
    for (const take of this.#waiting.splice(0)) take();
  }

  disconnect(): void {
    this.connected = false;
    this.emit('disconnect');
  }
}

function open() {
  const endpoint = new Endpoint();
  const heard: unknown[] = [];
  const channel = new IpcChannel(endpoint, {
    onPacket: (kind, payload) => heard.push([kind, payload]),
    onEnd: () => heard.push('end'),
  });
  return { endpoint, channel, heard };
}

describe('IpcChannel', () => {
  it('sends packets, and says when they are taken', async () => {
    const { endpoint, channel } = open();
    const done: boolean[] = [];
    channel.send('hello', 'host_1', (isSent) => done.push(isSent));
    channel.send('message', Buffer.alloc(500));
    expect([channel.queued, channel.queuedBytes, done]).toEqual([2, 500, []]);
    const idle = channel.idle();
    endpoint.takeAll();
    await idle;
    expect([channel.queued, channel.queuedBytes, done]).toEqual([0, 0, [true]]);
    expect(endpoint.taken[0]).toEqual(['tsloc.link', 'hello', 'host_1']);
    await channel.idle();
  });

  it('receives only packets, and not what user code sends', () => {
    const { endpoint, heard } = open();
    for (const packet of [['tsloc.link', 'bye', null], 'text', null, { type: 'x' }, ['other', 'bye']]) {
      endpoint.emit('message', packet);
    }
    expect(heard).toEqual([['bye', null]]);
  });

  it('reports that the other process is gone, and that nothing is sent any more', async () => {
    const { endpoint, channel, heard } = open();
    endpoint.disconnect();
    const isSent = await new Promise((resolve) => channel.send('bye', null, resolve));
    expect([heard, isSent]).toEqual([['end'], false]);
  });

  it('closes for both ends, and leaves no listener', () => {
    const { endpoint, channel, heard } = open();
    channel.close();
    channel.close();
    expect([endpoint.connected, heard]).toEqual([false, []]);
    expect(endpoint.listenerCount('message') + endpoint.listenerCount('disconnect')).toBe(0);
  });
});
