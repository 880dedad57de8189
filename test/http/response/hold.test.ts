import { describe, expect, it } from 'vitest';
import { Hold, handOver, held, withhold } from '../../../src/http/response/hold.js';

describe('a response that can be held', () => {
  it('is handed over just before its caller continues', async () => {
    const hold = new Hold();
    handOver({ [held]: hold });
    const continued = Promise.resolve().then(() => hold.isHandedOver);
    expect(hold.isHandedOver).toBe(false);
    expect(await continued).toBe(true);
  });

  it('is kept from its caller, also after an earlier one had it', async () => {
    const hold = new Hold();
    hold.isHandedOver = true;
    withhold({ [held]: hold });
    expect(hold.isHandedOver).toBe(false);
    hold.isHandedOver = true;
    handOver({ [held]: hold });
    expect(hold.isHandedOver).toBe(false);
  });

  it('need not exist: other requests are reported at once', () => {
    for (const act of [withhold, handOver]) expect(act({ [held]: null })).toBeUndefined();
  });
});
