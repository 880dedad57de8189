import { describe, expect, it } from 'vitest';
import { type TraceOptions, traceLimit, traceRequests } from '../../src/report/trace.js';
import { makeSample } from '../helpers/statistics/samples.js';

/** What is printed of these samples. */
function trace(options: Partial<TraceOptions>, samples: readonly ReturnType<typeof makeSample>[]): string[] {
  const lines: string[] = [];
  const listener = traceRequests({ trace: false, traceFailures: null, ...options }, (line) => lines.push(line));
  for (const sample of samples) listener?.(sample);
  return lines;
}

const passed = makeSample();
const failed = makeSample({ exception: new Error('sold out') });
const times = (count: number, sample: typeof passed) => Array<typeof passed>(count).fill(sample);

describe('--trace', () => {
  it(`prints the first ${traceLimit} requests, and one line after them`, () => {
    const lines = trace({ trace: true }, times(1_000, passed));
    expect(lines).toHaveLength(traceLimit * 2 + 1);
    expect(lines.at(-1)).toBe(`… further requests are not traced (${traceLimit} were).`);
    expect(lines.at(-2)).toBe('< 10.0 ms, 100 bytes');
  });

  it('says nothing of an end where there is none', () => {
    expect(trace({ trace: true }, times(traceLimit, passed))).toHaveLength(traceLimit * 2);
  });
});

describe('--trace-failures', () => {
  it('prints only the first failed requests, and one line after them', () => {
    const samples = [...times(3, passed), failed, passed, failed, ...times(5, failed)];
    expect(trace({ traceFailures: 2 }, samples)).toEqual([
      '> GET http://127.0.0.1/a',
      "< 10.0 ms, 100 bytes, Error('sold out')",
      '> GET http://127.0.0.1/a',
      "< 10.0 ms, 100 bytes, Error('sold out')",
      '… further failed requests are not traced (2 were).',
    ]);
  });

  it('is not used up by requests that pass', () => {
    expect(trace({ traceFailures: 1 }, [...times(1_000, passed), failed])).toHaveLength(2);
  });

  it('prints a failed request once, also among those of --trace, and continues after these', () => {
    const samples = [failed, ...times(traceLimit, passed), failed];
    const lines = trace({ trace: true, traceFailures: 5 }, samples);
    expect(lines.filter((line) => line.includes('sold out'))).toHaveLength(2);
    expect(lines).toHaveLength(traceLimit * 2 + 1 + 2);
  });
});

it('costs nothing without either: there is no listener', () => {
  expect(traceRequests({ trace: false, traceFailures: null }, () => {})).toBeNull();
});
