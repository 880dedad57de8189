/** The place where an error was thrown, short enough for a message, and the same for every user. */
import { fileURLToPath } from 'node:url';
import { framesOf } from '../../stats/exceptions.js';

/**
 * `~/tests/shop.ts:12 in buy`: the innermost frame of the user's own code, with the home directory shortened as Locust
 * does; an empty text if the stack has no such frame.
 */
export function throwSiteOf(thrown: Error): string {
  const frames = framesOf(thrown).split('\n').map(frameOf);
  const own = frames.find((frame) => frame !== null && !/^node:|[\\/]node_modules[\\/]/.test(frame.file));
  if (own == null) return '';
  const file = own.file.replace(/^\/(home|Users)\/\w*\//, '~/');
  return `${file}:${own.line}${own.caller === '' ? '' : ` in ${own.caller}`}`;
}

interface Frame {
  readonly caller: string;
  readonly file: string;
  readonly line: string;
}

function frameOf(text: string): Frame | null {
  const match = /^\s+at (?:(?:async )?(.*?) \()?(?:async )?(.+?):(\d+):\d+\)?$/.exec(text);
  if (match === null) return null;
  const [, caller = '', file = '', line = ''] = match;
  return { caller, file: file.startsWith('file:') ? fileURLToPath(file) : file, line };
}
