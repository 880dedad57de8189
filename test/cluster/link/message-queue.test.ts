import { describe, expect, it } from 'vitest';
import { MessageQueue, type QueuedMessage } from '../../../src/cluster/link/message-queue.js';

const of = (type: string, data: unknown = null, bytes = 10): QueuedMessage => ({
  message: { type, data, nodeId: 'a' },
  bytes: Buffer.alloc(bytes),
});
const takeAll = (queue: MessageQueue) => {
  const taken: unknown[] = [];
  for (let queued = queue.take(); queued; queued = queue.take()) taken.push(queued.message.data ?? queued.message.type);
  return taken;
};

describe('MessageQueue', () => {
  it('gives back in order', () => {
    const queue = new MessageQueue();
    expect([...queue.add(of('one')), ...queue.add(of('two'))]).toEqual([]);
    expect(queue.length).toBe(2);
    expect(takeAll(queue)).toEqual(['one', 'two']);
  });

  it('drops the oldest message that is not a report', () => {
    const queue = new MessageQueue({ messages: 3, bytes: 100 });
    for (const type of ['stats', 'heartbeat', 'logs']) queue.add(of(type));
    expect(queue.add(of('stats')).map(({ message }) => message.type)).toEqual(['heartbeat']);
    expect(takeAll(queue)).toEqual(['stats', 'logs', 'stats']);
  });

  it('drops the new message where all that wait are reports', () => {
    const queue = new MessageQueue({ messages: 2, bytes: 100 });
    for (const data of [1, 2]) queue.add(of('stats', data));
    expect(queue.add(of('stats', 3)).map(({ message }) => message.data)).toEqual([3]);
    expect(queue.add(of('quit', 4)).map(({ message }) => message.data)).toEqual([4]);
    expect(takeAll(queue)).toEqual([1, 2]);
  });

  it('drops as many as a large message needs room for', () => {
    const queue = new MessageQueue({ messages: 100, bytes: 100 });
    for (const data of [1, 2, 3]) queue.add(of('logs', data, 30));
    expect(queue.add(of('stats', 4, 60)).map(({ message }) => message.data)).toEqual([1, 2]);
    expect(takeAll(queue)).toEqual([3, 4]);
  });

  it('takes a message that is larger than the limit, if it is the only one', () => {
    const queue = new MessageQueue({ messages: 100, bytes: 100 });
    queue.add(of('logs', 1, 10));
    expect(queue.add(of('stats', 2, 5_000)).map(({ message }) => message.data)).toEqual([1]);
    expect(takeAll(queue)).toEqual([2]);
    queue.add(of('logs', 3, 100)); // what was taken is counted no more
    expect(takeAll(queue)).toEqual([3]);
  });

  it('puts messages that could not be sent before all others', () => {
    const queue = new MessageQueue({ messages: 2, bytes: 100 });
    for (const data of [1, 2]) queue.add(of('stats', data));
    const taken = [queue.take(), queue.take()] as QueuedMessage[];
    queue.add(of('stats', 3));
    queue.putBack(taken);
    expect(queue.length).toBe(3);
    expect(takeAll(queue)).toEqual([1, 2, 3]);
  });

  it('holds a thousand messages unless told otherwise', () => {
    const queue = new MessageQueue();
    const dropped = Array.from({ length: 1_001 }, (_, i) => queue.add(of('other', i)));
    expect([queue.length, dropped.flat().map(({ message }) => message.data)]).toEqual([1_000, [0]]);
  });
});
