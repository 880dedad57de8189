import { describe, expect, it } from 'vitest';
import { isFastEnough } from '../../examples/library.js';
import { demoService } from '../helpers/processes/demo-run.js';
import { deadUrl } from '../helpers/servers/server.js';

describe('examples/library.ts', () => {
  it('tells whether a service is fast enough, without failures', async () => {
    const { url } = await demoService();
    const verdicts = await Promise.all([
      isFastEnough(url, 1_000),
      isFastEnough(url, -1),
      isFastEnough(await deadUrl(), 1_000),
    ]);
    expect(verdicts).toEqual([true, false, false]);
  });
});
