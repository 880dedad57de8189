import { describe, expect, it } from 'vitest';
import { contextOf, noContext } from '../../../src/http/request/context.js';
import { BaseUrl } from '../../../src/http/request/target.js';
import { HttpSession } from '../../../src/http/session.js';
import type { Sample } from '../../../src/stats/sample.js';
import { serve } from '../../helpers/servers/server.js';
import { plainTransport } from '../../helpers/users/http-session.js';

describe('the context of a request', () => {
  it('is that of the user, overridden by that of the request', () => {
    const user = { context: () => ({ tenant: 'a', round: 1 }) };
    expect(contextOf(user, { round: 2, page: 3 })).toEqual({ tenant: 'a', round: 2, page: 3 });
    expect(contextOf(user, undefined)).toEqual({ tenant: 'a', round: 1 });
  });

  it('allocates only if both have entries: it runs for every request', () => {
    const [own, shared] = [{ page: 1 }, { tenant: 'a' }];
    expect(contextOf(null, own)).toBe(own);
    expect(contextOf({ context: () => noContext }, own)).toBe(own);
    expect(contextOf({ context: () => shared }, undefined)).toBe(shared);
    expect(contextOf(null, undefined)).toBe(noContext);
    expect(Object.isFrozen(noContext)).toBe(true);
  });
});

describe('a context that throws', () => {
  it.each([{}, { catchResponse: true }, { stream: true }])(
    'propagates its error, and the sent request is reported with its own context (%j)',
    async (options) => {
      const server = await serve((_, response) => response.end('body'));
      const samples: Sample[] = [];
      const user = {
        context: () => {
          throw new Error('no context');
        },
      };
      const report = (sample: Sample) => samples.push(sample);
      const session = new HttpSession(new BaseUrl(server.url), plainTransport(), report, undefined, user);
      await expect(session.get('/', { ...options, context: { page: 1 } } as never)).rejects.toThrow('no context');
      session.settle();
      session.cancel(new Error('The test is over.'));
      expect(samples).toMatchObject([{ name: '/', exception: null, context: { page: 1 } }]);
    },
  );
});
