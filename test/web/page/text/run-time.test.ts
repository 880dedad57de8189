import { describe, expect, it } from 'vitest';
import { runTimeSeconds } from '../../../../src/web/page/text/run-time.js';

describe('a run time', () => {
  it('is read in all forms of Locust', () => {
    expect(['90', '20s', '3m', '2h', '1h20m', '3h30m10s'].map(runTimeSeconds)).toEqual([
      90, 20, 180, 7200, 4800, 12_610,
    ]);
  });

  it('may be absent', () => {
    expect(runTimeSeconds('  ')).toBeNull();
  });

  it.each(['soon', '10s3m', '-5', '1.5m', '5 m'])('cannot be %j', (text) => {
    expect(runTimeSeconds(text)).toBeNaN();
  });
});
