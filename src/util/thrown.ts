/** Text of whatever user code throws: never throws itself, however its getters, proxies and stacks behave. */
import { messageOf } from './error.js';

/** The name of an error, such as `TypeError`; `Error` where it has no readable one. */
export function nameOf(error: object): string {
  return readText(() => (error as { name?: unknown }).name || 'Error') ?? 'Error';
}

/** `TypeError: message`, the name alone without a message, or the text of what is no error. */
export function summaryOf(thrown: unknown): string {
  const message = messageOf(thrown);
  if (!isError(thrown)) return message;
  return message === '' ? nameOf(thrown) : `${nameOf(thrown)}: ${message}`;
}

/**
 * The frames of an error's stack, a line each, such as `    at buy (shop.ts:9:5)`; none for what has no stack. Lines of
 * the message that look like frames are not among them.
 */
export function stackFramesOf(thrown: unknown): string[] {
  if (!isError(thrown)) return [];
  const sites = callSitesOf(thrown);
  if (sites !== null) return sites;
  const stack = readText(() => thrown.stack ?? '') ?? '';
  const message = messageOf(thrown);
  const start = message === '' ? -1 : stack.indexOf(message);
  const afterMessage = start < 0 ? stack : stack.slice(start + message.length);
  return afterMessage.split('\n').filter((line) => /^\s+at /.test(line));
}

/** What `Error.prepareStackTrace` of a user's own may leave as the stack: a list of call sites. */
function callSitesOf(error: Error): string[] | null {
  try {
    const stack: unknown = error.stack;
    return Array.isArray(stack) ? stack.map((site) => `    at ${messageOf(site)}`) : null;
  } catch {
    return null;
  }
}

/** `instanceof Error`, false for a proxy whose traps throw. */
export function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

function readText(read: () => unknown): string | null {
  try {
    return String(read());
  } catch {
    return null;
  }
}
