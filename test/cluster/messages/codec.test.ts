import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, MalformedMessage, packedReportOf } from '../../../src/cluster/messages/codec.js';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';
import { toStatsReport } from '../../../src/cluster/messages/stats-report.js';
import { encode } from '../../../src/cluster/msgpack/encoder.js';
import { Stats } from '../../../src/stats/stats.js';

const rejection = (bytes: Buffer): string => {
  try {
    decodeMessage(bytes);
  } catch (error) {
    if (error instanceof MalformedMessage) return error.message;
  }
  throw new Error('Expected a rejection.');
};

describe('messages as bytes', () => {
  it('are a list of type, data and node id', () => {
    const message = { type: 'ack', data: { index: 0 }, nodeId: 'web01_1' };
    expect(encodeMessage(message)).toEqual(encode(['ack', { index: 0 }, 'web01_1']));
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  it('cannot have other data than msgpack and Locust know', () => {
    expect(() => encodeMessage({ type: 'mine', data: { users: [new Set()] }, nodeId: 'a' })).toThrow(
      /Expected message 'mine' to have .*, got a Set at data\.users\.0\./,
    );
  });

  it.each<[unknown, string]>([
    [['ack', null], 'a list of 2: a string, nil'],
    [['ack', null, 'a', 1], 'a list of 4: a string, nil, a string, a number'],
    [[1, null, 'a'], 'a list of 3: a number, nil, a string'],
    [['ack', [], null], 'a list of 3: a string, a list, nil'],
    [{ ack: 1 }, 'a map or bytes'],
    [null, 'nil'],
    ['ack', 'a string'],
    [new Array(100_000).fill(1), 'a list of 100000: a number, a number, a number, a number'],
  ])('are not %j', (value, got) => {
    expect(rejection(encode(value))).toBe(`Expected [type, data, node_id], got ${got}.`);
  });

  it('are not bytes of anything else', () => {
    expect(rejection(Buffer.alloc(0))).toBe('Expected a message in msgpack, got bytes that end too early.');
    expect(rejection(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toContain('more bytes after the end');
  });

  it('of reports have their data, and a packed report if tsloc has sent them', () => {
    const data = (mark: { number: number; first: number; epoch: number } | null) =>
      toStatsReport(new Stats().drain(), new Map(), mark);
    const [ours, locusts] = [data({ number: 1, first: 1, epoch: 1 }), data(null)].map((one) =>
      decodeMessage(encodeMessage({ type: 'stats', data: one, nodeId: 'a_1' })),
    ) as [ClusterMessage, ClusterMessage];
    expect([ours.type, ours.nodeId]).toEqual(['stats', 'a_1']);
    expect(ours.data).toMatchObject({ tsloc: { number: 1 }, user_count: 0 });
    expect(packedReportOf(ours)?.data).toBe(ours.data);
    expect(packedReportOf(locusts)).toBeUndefined();
  });
});
