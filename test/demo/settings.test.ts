import { describe, expect, it } from 'vitest';
import { DEMO_PORT, type DemoOptions, resolveSettings } from '../../src/demo/settings.js';

describe('resolveSettings', () => {
  it('fills in defaults', () => {
    expect(resolveSettings({ seed: 'x', tokenSeconds: 2 })).toEqual({
      port: DEMO_PORT,
      host: '127.0.0.1',
      seed: 'x',
      errorRate: 0,
      maxUploadBytes: 10 * 1024 * 1024,
      latencyScale: 1,
      tokenSeconds: 2,
      rateLimit: null,
      capacity: null,
      slowAfter: null,
      leak: false,
      degrade: false,
    });
  });

  it.each<DemoOptions>([
    { port: -1 },
    { port: 65_536 },
    { port: 80.5 },
    { errorRate: -0.1 },
    { errorRate: 1.1 },
    { errorRate: Number.NaN },
    { latencyScale: -1 },
    { latencyScale: Number.POSITIVE_INFINITY },
    { maxUploadBytes: -1 },
    { tokenSeconds: Number.NaN },
    { capacity: 0 },
    { slowAfter: 1.5 },
    { leak: 'yes' as never },
    { rateLimit: 100 as never },
  ])('refuses %o and names the option', (options) => {
    const [name] = Object.keys(options);
    expect(() => resolveSettings(options)).toThrow(`Expected ${name} of the sample service to be `);
  });
});
