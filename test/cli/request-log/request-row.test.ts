import { describe, expect, it } from 'vitest';
import { rowFormats } from '../../../src/cli/request-log/request-row.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const good = makeSample({
  startTime: 1_700_000_000.1234567,
  responseTime: 12.345,
  response: { status: 200, statusText: 'OK' },
});
const bad = makeSample({ name: '/a,"b"', responseTime: null, exception: new Error('line one\nline two') });
const row = (format: string, sample = good) => rowFormats[format]?.row(sample, 7);

describe('a request log', () => {
  it('as CSV has the columns of Locust’s CsvRequestLogger, then two more', () => {
    expect(rowFormats.csv?.header).toBe(
      'timestamp,request_type,name,response_time_ms,response_length,status_code,exception,Response Time,Failure',
    );
    expect(row('csv')).toBe('1700000000.123457,GET,/a,12.35,100,200,,12.35,');
    expect(row('csv', bad)).toBe('1700000000.000000,GET,"/a,""b""",,100,0,"line one\nline two",,"line one\nline two"');
  });

  it('as CSV has no formulas with --csv-safe', () => {
    const sample = makeSample({ requestType: '@t', name: '=1+1', exception: '-x, y' });
    const cells = (safe: boolean) => rowFormats.csv?.row(sample, 7, safe).split(',').slice(1, 3);
    expect([cells(false), cells(true)]).toEqual([
      ['@t', '=1+1'],
      ["'@t", "'=1+1"],
    ]);
    expect(rowFormats.csv?.row(sample, 7, true)).toMatch(/,"'-x, y",.*,"'-x, y"$/);
  });

  it('as JTL has the columns of JMeter, as many as its header', () => {
    expect(row('jtl')).toBe('1700000000123,12,/a,200,OK,GET,text,true,,100,0,7,7,http://127.0.0.1/a,0,0,0');
    expect(row('jtl', makeSample({ exception: 'no' }))).toContain(',false,no,');
    expect(row('jtl')?.split(',').length).toBe(rowFormats.jtl?.header?.split(',').length);
  });

  it('as JTL has latency and connect time where they are measured: with phases, or of a streamed response', () => {
    const times = (response: object) => row('jtl', makeSample({ response }))?.split(',').slice(-3);
    const phases = { queue: 1, dns: 2, connect: 3, tls: 4, firstByte: 5, body: 6 };
    expect(times({ phases })).toEqual(['15', '0', '9']);
    expect(times({ phases: { ...phases, dns: null, connect: null, tls: null } })).toEqual(['6', '0', '0']);
    expect(times({ phases: null, firstByteTime: 7.6 })).toEqual(['8', '0', '0']);
    expect(times({ phases: { ...phases, firstByte: null } })).toEqual(['0', '0', '9']);
  });

  it('as JSON lines has an object for each request', () => {
    expect(rowFormats.jsonl?.header).toBeNull();
    expect(JSON.parse(row('jsonl', bad) ?? '')).toEqual({
      timestamp: 1_700_000_000,
      request_type: 'GET',
      name: '/a,"b"',
      response_time_ms: null,
      response_length: 100,
      status_code: 0,
      exception: 'line one\nline two',
      url: 'http://127.0.0.1/a',
    });
    expect(JSON.parse(row('jsonl') ?? '')).toMatchObject({ exception: null, status_code: 200 });
  });
});
