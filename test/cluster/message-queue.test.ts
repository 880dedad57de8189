import { describe, expect, it } from 'vitest';
import type { ClusterMessage } from '../../src/cluster/message.js';
import { MessageQueue } from '../../src/cluster/message-queue.js';

const of = (type: string, data: unknown = null): ClusterMessage => ({ type, data, nodeId: 'a' });
const queueOf = (max: number) => new MessageQueue<ClusterMessage>(max, (message) => message);

describe('MessageQueue', () => {
  it('gives back in order', () => {
    const queue = queueOf(2);
    expect(queue.add(of('one'))).toBeUndefined();
    expect(queue.add(of('two'))).toBeUndefined();
    expect(queue.length).toBe(2);
    expect([queue.take()?.type, queue.take()?.type, queue.take()]).toEqual(['one', 'two', undefined]);
  });

  it('drops the oldest message that is not a report', () => {
    const queue = queueOf(3);
    for (const type of ['stats', 'heartbeat', 'logs']) queue.add(of(type));
    expect(queue.add(of('stats'))?.type).toBe('heartbeat');
    expect([queue.take()?.type, queue.take()?.type, queue.take()?.type]).toEqual(['stats', 'logs', 'stats']);
  });

  it('drops the new message where all that wait are reports', () => {
    const queue = queueOf(2);
    for (const data of [1, 2]) queue.add(of('stats', data));
    expect(queue.add(of('stats', 3))?.data).toBe(3);
    expect(queue.take()?.data).toBe(1);
  });
});
