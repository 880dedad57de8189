import { describe, expect, it } from 'vitest';
import { ReconnectDelay } from '../../../src/cluster/zmtp/reconnect-delay.js';

describe('ReconnectDelay', () => {
  it('is 100 ms while there is no master', () => {
    const delay = new ReconnectDelay();
    expect([delay.afterLoss(), delay.afterLoss()]).toEqual([100, 100]);
  });

  it('doubles up to 3 s where a worker is refused repeatedly', () => {
    const delay = new ReconnectDelay();
    expect(Array.from({ length: 7 }, () => delay.afterFailure())).toEqual([100, 200, 400, 800, 1_600, 3_000, 3_000]);
    expect([delay.afterLoss(), delay.afterFailure()]).toEqual([100, 100]);
  });
});
