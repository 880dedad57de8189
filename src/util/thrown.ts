/** Converts anything that user code throws to text. Never throws, whatever its getters, proxies and stacks do. */

import { hintOf, messageOf, messageWithCode, rawMessageOf } from './error.js';
import { maxTextLength } from './text/cut-text.js';

/** The name of an error, such as `TypeError`; `Error` if its name cannot be read. */
export function nameOf(error: object): string {
  return readText(() => (error as { name?: unknown }).name || 'Error') ?? 'Error';
}

/**
 * `TypeError: message`, the name alone if there is no message, or the text of a value that is not an error; an error of
 * tsloc with its code.
 */
export function summaryOf(thrown: unknown): string {
  const message = messageWithCode(thrown);
  if (!isError(thrown)) return message;
  return message === '' ? nameOf(thrown) : `${nameOf(thrown)}: ${message}`;
}

/**
 * The frames of an error's stack, one per item, such as `    at buy (shop.ts:9:5)`; empty if it has no stack. Lines of
 * the message that look like frames are not among them.
 */
export function stackFramesOf(thrown: unknown): string[] {
  if (!isError(thrown)) return [];
  const sites = callSitesOf(thrown);
  if (sites !== null) return sites;
  const stack = readText(() => thrown.stack ?? '') ?? '';
  const message = rawMessageOf(thrown);
  const start = message === '' ? -1 : stack.indexOf(message);
  const afterMessage = start < 0 ? stack : stack.slice(start + message.length);
  return afterMessage
    .slice(0, maxStackLength)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
}

/** The whole stack, heading included; an empty string if there is no readable stack. */
export function stackTextOf(thrown: unknown): string {
  if (!isError(thrown)) return '';
  const sites = callSitesOf(thrown);
  if (sites !== null) return [summaryOf(thrown), ...sites].join('\n');
  return readText(() => (typeof thrown.stack === 'string' ? thrown.stack : '')) ?? '';
}

/** The stack as call sites, which a user-defined `Error.prepareStackTrace` may return; null for other stacks. */
function callSitesOf(error: Error): string[] | null {
  try {
    const stack: unknown = error.stack;
    return Array.isArray(stack) ? stack.slice(0, maxSites).map((site) => `    at ${messageOf(site)}`) : null;
  } catch {
    return null;
  }
}

/** A program may set Error.stackTraceLimit to Infinity. */
const maxSites = 1_000;
const maxStackLength = 10 * maxTextLength;

/** What to do about an error of tsloc, on a separate line; empty for others. */
export function hintLineOf(thrown: unknown): string {
  const hint = hintOf(thrown);
  return hint === undefined ? '' : `\n${hint}`;
}

/** The error and its causes, outermost first: three errors at most. */
export function causesOf(thrown: unknown): unknown[] {
  const chain = [thrown];
  while (chain.length < maxCauses) {
    const cause = readCause(chain.at(-1));
    if (!isError(cause) || chain.includes(cause)) break;
    chain.push(cause);
  }
  return chain;
}

const maxCauses = 3;

function readCause(thrown: unknown): unknown {
  try {
    return isError(thrown) ? thrown.cause : undefined;
  } catch {
    return undefined;
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
