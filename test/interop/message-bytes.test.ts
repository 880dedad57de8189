/** Our messages and Locust's: the same bytes. */
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../src/cluster/messages/codec.js';
import { execute, python, skipped } from './locust.js';

const errors = ['boom', "it's", 'a"b\'c', 'tab\there', 'nl\nx', 'é', '\u200b', 'back\\slash', '\x7f', '\0', '😀'];

/** As JSON says it, and as we give it. */
const given: [json: unknown, data: unknown][] = [
  [null, null],
  [-1, -1],
  [{ index: 0 }, { index: 0 }],
  [{ state: 'running', current_cpu_usage: 12.5, current_memory_usage: 51_879_936 }, { state: 'running', current_cpu_usage: 12.5, current_memory_usage: 51_879_936 }], // biome-ignore format: a pair
  [errors, errors],
  [
    [127, 128, 255, 256, 65_536, 2 ** 32, 2 ** 53 - 1],
    [127, 128, 255, 256, 65_536, 2 ** 32, 2 ** 53 - 1],
  ],
  [
    [-32, -33, -129, -32_769, -(2 ** 31) - 1, 0.1, 1e300],
    [-32, -33, -129, -32_769, -(2 ** 31) - 1, 0.1, 1e300],
  ],
  [{ response_times: { 'integer keys': { 10: 5, 59000: 1 } } }, { response_times: new Map([[10, 5], [59_000, 1]]) }], // biome-ignore format: a pair
  [{ datetime: '2026-11-30T09:30:00.123000Z' }, new Date('2026-11-30T09:30:00.123Z')],
  [{ bytes: [0, 1, 255] }, new Uint8Array([0, 1, 255])],
  [['x'.repeat(31), 'x'.repeat(32), 'x'.repeat(256), 'é'.repeat(16)], ['x'.repeat(31), 'x'.repeat(32), 'x'.repeat(256), 'é'.repeat(16)]], // biome-ignore format: a pair
  [new Array(20).fill({ a: [] }), new Array(20).fill({ a: [] })],
];

describe.skipIf(skipped)("Locust's messages", () => {
  it('have the bytes of ours, both ways', async () => {
    const messages = given.map(([json]) => ['type', json, 'host_1']);
    const { code, stdout, stderr } = await execute(python, ['locust_messages.py', JSON.stringify(messages)]);
    expect([code, stderr]).toEqual([0, '']);
    const theirs = stdout.trim().split('\n');
    const ours = given.map(([, data]) => encodeMessage({ type: 'type', data, nodeId: 'host_1' }));
    expect(ours.map((bytes) => bytes.toString('hex'))).toEqual(theirs);
    const read = theirs.map((hex) => decodeMessage(Buffer.from(hex, 'hex')).data);
    expect(read).toEqual(given.map(([, data]) => data));
  });
});
