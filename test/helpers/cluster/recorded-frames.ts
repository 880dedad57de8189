/** Messages that other programs have sent, byte for byte, and how to compare the form of two messages. */
import { readFileSync } from 'node:fs';
import { decodeMessage } from '../../../src/cluster/messages/codec.js';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';

/** A recorded message. */
export interface RecordedFrame {
  readonly from: 'master' | 'worker';
  readonly type: string;
  readonly bytes: Buffer;
  readonly message: ClusterMessage;
}

/** `locust-2.47.0`: a master and a worker of it; `boomer`: a worker. */
export function recordedFrames(name: 'locust-2.47.0' | 'boomer'): readonly RecordedFrame[] {
  const text = readFileSync(new URL(`../../golden/frames/${name}.json`, import.meta.url), 'utf8');
  const rows = JSON.parse(text) as { from: 'master' | 'worker'; type: string; hex: string }[];
  return rows.map(({ from, type, hex }) => {
    const bytes = Buffer.from(hex, 'hex');
    return { from, type, bytes, message: decodeMessage(bytes) };
  });
}

/** Maps whose keys are numbers or names of the test: only the form of their values matters. */
const keyedMaps = ['user_classes_count', 'errors', 'response_times', 'num_reqs_per_sec', 'num_fail_per_sec'];

/** The kinds of a value: of lists that of the first element, of {@link keyedMaps} that of the keys and of the first value. */
export function formOf(value: unknown, key = ''): unknown {
  if (value === null || typeof value !== 'object') return value === null ? 'nil' : typeof value;
  if (value instanceof Date || value instanceof Uint8Array) return value.constructor.name;
  if (Array.isArray(value)) return value.slice(0, 1).map((one) => formOf(one));
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  if (!keyedMaps.includes(key) && !(value instanceof Map))
    return Object.fromEntries(entries.sort().map(([name, one]) => [name, formOf(one, name)]));
  const [first] = entries;
  return first === undefined ? 'empty' : [typeof first[0], formOf(first[1])];
}
