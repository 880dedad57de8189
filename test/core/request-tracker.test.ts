import { describe, expect, it, vi } from 'vitest';
import type { Tracking } from '../../src/stats/tracking.js';

const { signal } = new AbortController();
const tracking: Tracking = { naming: null, context: {}, signal, report: () => {}, onThrown: () => {} };

type Module = typeof import('../../src/core/request-tracker.js');
let copies = 0;

/** A copy of the module without any protocol. */
function loadTracker(): Promise<Module> {
  return import(/* @vite-ignore */ `../../src/core/request-tracker.js?copy=${++copies}`);
}

describe('trackRequests', () => {
  it('runs the work by the tracker of the protocol, and returns what it returns', async () => {
    const { setRequestTracker, trackRequests } = await loadTracker();
    const given: unknown[] = [];
    setRequestTracker((tracking, work) => {
      given.push(tracking);
      return work();
    });
    expect(trackRequests(tracking, () => 7)).toBe(7);
    expect(given).toEqual([tracking]);
  });

  it('throws where no protocol is loaded, and does not run the work untracked', async () => {
    const { trackRequests } = await loadTracker();
    const work = vi.fn();
    expect(() => trackRequests(tracking, work)).toThrow('Expected a protocol that tracks requests, got none.');
    expect(work).not.toHaveBeenCalled();
  });

  it('is filled by the HTTP users', async () => {
    const { trackRequests } = await import('../../src/core/request-tracker.js');
    await import('../../src/protocols/http/http-user.js');
    expect(trackRequests(tracking, () => 'tracked')).toBe('tracked');
  });
});
