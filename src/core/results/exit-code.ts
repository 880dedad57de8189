/** Every exit code of tsloc, and the check of custom ones. */
import { inspect } from 'node:util';
import { TslocError } from '../../util/error.js';

/** Locust's where it has one. Failed requests and exceptions end with `--exit-code-on-error` instead, by default 1. */
export const exitCodes = {
  passed: 0,
  /** The test could not be run, or measured nothing. */
  failed: 1,
  /** A listener, a reporter, a judge or a part of the run itself failed; also a wrong option on the command line. */
  broken: 2,
  /** A check of locust-plugins is missed, such as `--check-rps`; their own code. */
  checkMissed: 3,
  /** 128 + SIGHUP. */
  hungUp: 129,
  /** 128 + SIGINT: a second Ctrl-C. */
  interrupted: 130,
  /** 128 + SIGTERM: a second signal. */
  terminated: 143,
} as const;

/** @throws {TslocError} `BAD_EXIT_CODE` for a value that is not an exit code; `owner` names what was set */
export function checkExitCode(owner: string, code: unknown): void {
  if (Number.isInteger(code) && (code as number) >= 0 && (code as number) <= 255) return;
  const message = `Expected ${owner} to be a whole number from 0 to 255, or null, got ${inspect(code)}.`;
  throw new TslocError('BAD_EXIT_CODE', message);
}
