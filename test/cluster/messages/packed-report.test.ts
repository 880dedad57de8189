import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import { PackedReport } from '../../../src/cluster/messages/packed-report.js';
import { readReportMark, readStatsReport, toStatsReport } from '../../../src/cluster/messages/stats-report.js';
import { decode } from '../../../src/cluster/msgpack/decoder.js';
import { Stats } from '../../../src/stats/stats.js';
import { Dice } from '../../fuzz/dice.js';
import { breakBytes } from '../../fuzz/links/messages.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const at = 1_700_000_000;
const mark = { number: 3, first: 2, epoch: 1 };

const request = fc.record({
  name: fc.oneof(fc.constantFrom('/a', '/b', 'ü', '', 'x'.repeat(70)), fc.string({ unit: 'grapheme' })),
  requestType: fc.constantFrom('GET', 'POST', ''),
  responseTime: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
  responseLength: fc.nat(2 ** 40),
  exception: fc.option(fc.constantFrom('x', "it's", 'ü')),
  status: fc.constantFrom(200, 429, 503),
  second: fc.nat(40),
});

function deltaOf(requests: readonly (typeof request extends fc.Arbitrary<infer T> ? T : never)[]) {
  const stats = new Stats({}, at);
  for (const { second, ...given } of requests) {
    stats.record(makeSample(given), at + second);
    stats.recordFor(['user A', 'tag b'], makeSample(given), at + second);
    if (given.exception !== null) stats.exceptions.record(new Error(given.exception), 'h_1');
    stats.metrics.trend('pages', second);
  }
  return stats.drain(at + 41);
}

function bytesOf(requests: Parameters<typeof deltaOf>[0]): Buffer {
  const data = toStatsReport(deltaOf(requests), new Map([['A', 3]]), mark);
  return encodeMessage({ type: 'stats', data, nodeId: 'h_1' });
}

/** What a report says, or the code of its refusal. */
function readingOf(given: unknown) {
  try {
    const mark = readReportMark(given);
    const rest = readStatsReport(given, 'h_1', at);
    return { ...rest, number: mark?.number, first: mark?.first, epoch: mark?.epoch };
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

function expectSameReading(packed: PackedReport, bytes: Buffer): void {
  const [type, data, nodeId] = decode(bytes) as unknown[];
  expect([type, packed.data, packed.nodeId]).toEqual(['stats', data, nodeId]);
  expect(readingOf(packed)).toEqual(readingOf(data));
}

describe('a packed report', () => {
  it('says what its message says, whatever was measured', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
        const bytes = bytesOf(requests);
        const packed = PackedReport.read(bytes);
        expectSameReading(packed as PackedReport, bytes);
      }),
    );
  });

  it('says what its message says, or is none, if bytes are wrong', () => {
    const dice = new Dice(20);
    const requests = fc.sample(fc.array(request, { minLength: 1, maxLength: 3 }), { numRuns: 20, seed: 20 });
    let accepted = 0;
    for (const whole of requests.map(bytesOf)) {
      for (let i = 0; i < 300; i++) {
        const bytes = breakBytes(whole, dice);
        const packed = PackedReport.read(bytes);
        if (packed === null) continue;
        accepted++;
        expectSameReading(packed, bytes);
      }
    }
    expect(accepted).toBeGreaterThan(500);
  });

  it.each<[string, object]>([
    ['of Locust', toStatsReport(deltaOf([]), new Map(), null)],
    ['with keys of a listener', { ...toStatsReport(deltaOf([]), new Map(), mark), mine: 1 }],
    ['with a histogram that does not fit', { ...toStatsReport(deltaOf([]), new Map(), { ...mark }), tsloc: {} }],
  ])('is not one %s', (_name, data) => {
    expect(PackedReport.read(encodeMessage({ type: 'stats', data, nodeId: 'h_1' }))).toBeNull();
  });

  it('is not a message of another type', () => {
    const data = toStatsReport(deltaOf([]), new Map(), mark);
    expect(PackedReport.read(encodeMessage({ type: 'mine', data, nodeId: 'h_1' }))).toBeNull();
    expect(PackedReport.read(Buffer.alloc(0))).toBeNull();
  });
});
