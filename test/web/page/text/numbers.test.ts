import { describe, expect, it } from 'vitest';
import {
  bytesText,
  countText,
  latencyText,
  metricText,
  millisecondsText,
  percentileName,
  percentText,
  rateText,
  shortText,
} from '../../../../src/web/page/text/numbers.js';

describe('numbers as the page shows them', () => {
  it('groups the digits of counts', () => {
    expect([0, 999, 12_345.4].map(countText)).toEqual(['0', '999', '12,345']);
  });

  it('gives rates the significant digits', () => {
    expect([0, 0.25, 87.4, 812.34, 12_345.6].map(rateText)).toEqual(['0', '0.25', '87.4', '812.3', '12,346']);
  });

  it('gives milliseconds fewer decimals the greater they are', () => {
    expect([4, 0.842, 12.54, 480.4, 1250].map(millisecondsText)).toEqual(['4', '0.84', '12.5', '480', '1,250']);
  });

  it('writes latencies with their unit', () => {
    expect([0, 0.5, 12.6, 999, 1500, 30_000].map(latencyText)).toEqual([
      '0 ms',
      '0.5 ms',
      '13 ms',
      '999 ms',
      '1.5 s',
      '30 s',
    ]);
  });

  it('shortens numbers of axes', () => {
    expect([0, 0.25, 12, 950, 1200, 35_000, 4e6].map(shortText)).toEqual([
      '0',
      '0.25',
      '12',
      '950',
      '1.2k',
      '35k',
      '4M',
    ]);
  });

  it('never rounds a few failures to 0 %, nor nearly all to 100 %', () => {
    expect([0, 0.0004, 0.024, 0.37, 0.9996, 1].map(percentText)).toEqual([
      '0%',
      '<0.1%',
      '2.4%',
      '37%',
      '99.9%',
      '100%',
    ]);
  });

  it('writes bytes in thousands', () => {
    expect([0, 812, 4200, 123_456, 1.3e6, 9e15].map(bytesText)).toEqual([
      '0 B',
      '812 B',
      '4.2 kB',
      '123 kB',
      '1.3 MB',
      '9000 TB',
    ]);
  });

  it('writes values of custom metrics with four digits', () => {
    expect([0, 0.93214, 12.5, -1.5, 1250.4, 300_000, 3.21e-7, 2e19].map(metricText)).toEqual([
      '0',
      '0.9321',
      '12.5',
      '-1.5',
      '1,250',
      '300,000',
      '3.2e-7',
      '2.000e+19',
    ]);
  });

  it('names percentiles without float noise', () => {
    expect([0.5, 0.57, 0.999, 1].map(percentileName)).toEqual(['p50', 'p57', 'p99.9', 'max']);
  });
});
