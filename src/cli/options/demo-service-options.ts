/** The options of `tsloc demo` that belong to the sample service: their texts, their values, and how they are passed on. */
import type { DemoOptions } from '../../demo/service.js';
import { DEMO_PORT } from '../../demo/settings.js';
import { TslocError } from '../../util/error.js';
import { kebabCase } from '../../util/text/letter-case.js';
import type { ExtraFlag, ExtraValues } from './command.js';

/** In the order of the help. */
export const serviceFlags: readonly ExtraFlag[] = [
  { flags: '--port <number>', help: `Port of the service (default: ${DEMO_PORT} with --serve-only, else a free one)` },
  {
    flags: '--error-rate <share>',
    help: 'Share of requests that the service answers with status 500, 0 to 1 (default: 0)',
  },
  {
    flags: '--latency-scale <factor>',
    help: 'Factor for the latencies of the service; with 0 it answers at once (default: 1)',
  },
  {
    flags: '--rate-limit <rate>',
    help: 'Answers requests above this rate, such as 100/s or 600/m, with status 429 and Retry-After',
  },
  {
    flags: '--capacity <per second>',
    help: 'Requests per second that the service can serve; more wait in a queue, for 30 s at most',
  },
  { flags: '--slow-after <requests>', help: 'After this many requests, each one takes a second longer' },
  { flags: '--leak', help: 'Keeps 16 KiB of each request; answers with status 503 when that is 64 MiB' },
  { flags: '--degrade', help: 'Each request makes the later ones 0.1 ms slower, up to 5 s' },
];

/** @throws {TslocError} `BAD_OPTION` for what is no number in its range */
export function serviceOptions(extra: ExtraValues): DemoOptions {
  const { rateLimit = null, leak = false, degrade = false } = extra;
  return {
    port: number(extra, 'port', 0, 65_535) ?? DEMO_PORT,
    errorRate: number(extra, 'errorRate', 0, 1) ?? 0,
    latencyScale: number(extra, 'latencyScale', 0, 1000) ?? 1,
    rateLimit: rateLimit as string | null,
    capacity: number(extra, 'capacity', 0.001, 1_000_000) ?? null,
    slowAfter: number(extra, 'slowAfter', 0, Number.MAX_SAFE_INTEGER) ?? null,
    leak: leak as boolean,
    degrade: degrade as boolean,
  };
}

/** The same options as arguments of `tsloc demo --serve-only`; without `--port`, any free one. */
export function serviceArguments(extra: ExtraValues): string[] {
  const keys = serviceFlags.map(({ flags }) => keyOf(flags));
  return keys.flatMap((key) => argumentsFor(key, extra[key] ?? (key === 'port' ? '0' : undefined)));
}

function argumentsFor(key: string, value: string | boolean | undefined): string[] {
  if (value === undefined) return [];
  return value === true ? [nameOf(key)] : [nameOf(key), String(value)];
}

function number(extra: ExtraValues, key: string, low: number, high: number): number | undefined {
  const text = extra[key];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text !== '' && value >= low && value <= high) return value;
  const range = `expected a number from ${low} to ${high}, got '${text}'`;
  throw new TslocError('BAD_OPTION', `argument ${nameOf(key)}: ${range}`, { exitCode: 2 });
}

/** `slowAfter` for `--slow-after <requests>`. */
function keyOf(flags: string): string {
  const name = flags.split(' ')[0] as string;
  return name.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function nameOf(key: string): string {
  return `--${kebabCase(key)}`;
}
