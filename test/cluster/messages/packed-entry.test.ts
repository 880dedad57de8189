import { describe, expect, it } from 'vitest';
import { toLocustEntry } from '../../../src/cluster/messages/locust-entry.js';
import { completeEntry, readOpenEntry } from '../../../src/cluster/messages/packed-entry.js';
import { toTslocRow } from '../../../src/cluster/messages/tsloc-row.js';
import { NotDecodable } from '../../../src/cluster/msgpack/decoder.js';
import { encode } from '../../../src/cluster/msgpack/encoder.js';
import { TypedReader } from '../../../src/cluster/msgpack/typed-reader.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const at = 1_700_000_000;

function measured() {
  const stats = new Stats({}, at);
  for (const [i, responseTime] of [5, 5, 700.25, null].entries())
    stats.record(makeSample({ name: '/é', responseTime, exception: i === 1 ? 'no' : null }), at + i);
  return stats.drain(at + 5).entries[0] as NonNullable<ReturnType<Stats['drain']>['entries'][0]>;
}

function read(entry: object, row: unknown[]) {
  const reader = new TypedReader(Buffer.concat([encode(entry), encode(row)]));
  const complete = completeEntry(reader, readOpenEntry(reader));
  reader.expectEnd();
  return complete;
}

describe('an entry and its tsloc row, from their bytes', () => {
  const delta = measured();
  const entry = toLocustEntry(delta);
  const row = toTslocRow(delta);

  it('are the entry that was written', () => {
    expect(read(entry, row)).toEqual(delta);
  });

  it.each<[string, object]>([
    ['a key more', { ...entry, more: 1 }],
    ['keys in another order', Object.fromEntries(Object.entries(entry).toReversed())],
    ['a negative count', { ...entry, num_requests: -1 }],
    ['half a request', { ...entry, num_requests: 0.5 }],
    ['a negative time', { ...entry, total_response_time: -0.5 }],
    ['infinite bytes', { ...entry, total_content_length: 2 ** 60 }],
    ['a name that is a number', { ...entry, name: 5 }],
    ['a name of more than 10,000 characters', { ...entry, name: 'x'.repeat(10_001) }],
    ['seconds in another order', { ...entry, num_reqs_per_sec: new Map([[at + 1, 1], [at, 1]]) }], // biome-ignore format: one case a line
    ['seconds as text', { ...entry, num_reqs_per_sec: { [at]: 1 } }],
    ['more seconds than are kept', { ...entry, num_reqs_per_sec: new Map(Array.from({ length: 121 }, (_, i) => [i, 1])) }], // biome-ignore format: one case a line
    ['more response times than its row', { ...entry, response_times: new Map([[5, 9]]) }],
  ])('are refused with %s', (_name, broken) => {
    expect(() => read(broken, row)).toThrow(NotDecodable);
  });

  const [min, max, indexes, counts, outcomes] = row as [number, number, number[], number[], number[]];
  it.each<[string, unknown[]]>([
    ['a value less', row.slice(0, 4)],
    ['indexes that descend', [min, max, indexes.toReversed(), counts.toReversed(), outcomes]],
    ['an index beyond all response times', [min, max, [indexes[0], 100_000], counts, outcomes]],
    ['more counts than indexes', [min, max, indexes, [...counts, 0], outcomes]],
    ['other counts than the entry', [min, max, indexes, counts.map((count) => count + 1), outcomes]],
    ['an outcome of text', [min, max, indexes, counts, ['2']]],
  ])('are refused with a row that has %s', (_name, broken) => {
    expect(() => read(entry, broken)).toThrow(NotDecodable);
  });
});
