import { describe, expect, it } from 'vitest';
import { demoDescription } from '../../../src/cli/demo-command.js';
import { readCommand } from '../../../src/cli/options/command.js';
import { serviceArguments, serviceOptions } from '../../../src/cli/options/demo-service-options.js';
import { resolveSettings } from '../../../src/demo/settings.js';

function extraOf(argv: readonly string[]) {
  const request = readCommand({ ...demoDescription, version: '1' }, argv, { env: {} });
  if (request.kind !== 'run') throw new Error(request.text);
  return request.extra;
}

const everything = [
  ...['--port', '1234', '--error-rate', '0.1', '--latency-scale', '2', '--rate-limit', '100/s', '--capacity', '50'],
  ...['--slow-after', '1000', '--leak', '--degrade'],
];

describe('the options of the sample service', () => {
  it('default to those of the service', () => {
    expect(resolveSettings(serviceOptions(extraOf([])))).toEqual(resolveSettings({}));
  });

  it('are read', () => {
    expect(serviceOptions(extraOf(everything))).toEqual({
      ...{ port: 1234, errorRate: 0.1, latencyScale: 2, rateLimit: '100/s', capacity: 50, slowAfter: 1000 },
      ...{ leak: true, degrade: true },
    });
  });

  it('are passed on unchanged; without a port, a free one is used', () => {
    expect(serviceArguments(extraOf(everything))).toEqual(everything);
    expect(serviceArguments(extraOf([]))).toEqual(['--port', '0']);
  });

  it.each([
    [['--capacity', '0'], "argument --capacity: expected a number from 0.001 to 1000000, got '0'"],
    [['--slow-after', 'x'], `argument --slow-after: expected a number from 0 to ${Number.MAX_SAFE_INTEGER}, got 'x'`],
  ])('refuses %j', (argv, message) => {
    expect(() => serviceOptions(extraOf(argv))).toThrow(message);
  });

  it('refuses a rate limit that cannot be read', () => {
    expect(() => resolveSettings(serviceOptions(extraOf(['--rate-limit', 'fast'])))).toThrow(
      "Expected a rate limit such as 100/s, 600/m or 1000/h, got 'fast'.",
    );
  });
});
