/** Parses time spans as on Locust's command line. */
import { TslocError } from './error.js';

/**
 * A time span in whole seconds: `20`, `20s`, `3m`, `2h`, `1h20m`, `3h30m10s`.
 * @throws {TslocError} `INVALID_TIME_SPAN` for anything else, such as fractions, units in another order, or spaces
 */
export function parseTimeSpan(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (text === '' || parts === null) {
    const formats = text === '' ? '' : '. Valid formats: 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.';
    throw new TslocError('INVALID_TIME_SPAN', `Invalid time span format${formats}`, { exitCode: 2 });
  }
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
