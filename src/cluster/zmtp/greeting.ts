/** The 64 bytes with which each end of a connection begins: https://rfc.zeromq.org/spec/37/ */
import { printableLine } from '../../util/text/printable.js';
import { ProtocolError } from './protocol-error.js';

export const greetingBytes = 64;

/** What a peer says about itself. */
export interface Greeting {
  /** Such as `NULL`. */
  readonly mechanism: string;
  readonly isServer: boolean;
}

/** A greeting of ZMTP 3.1. */
export function greetingOf({ mechanism, isServer }: Greeting): Buffer {
  const bytes = Buffer.alloc(greetingBytes);
  bytes[0] = 0xff;
  bytes[8] = 1;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes[11] = 1;
  bytes.write(mechanism, 12, 'latin1');
  bytes[32] = isServer ? 1 : 0;
  return bytes;
}

/**
 * Checks as much of a greeting as has arrived, so that other protocols are refused at their first byte.
 * @throws {ProtocolError} if it is none of ZMTP 3
 */
export function checkGreeting(start: Buffer): void {
  if ((start.length > 0 && start[0] !== 0xff) || (start.length > 9 && start[9] !== 0x7f)) {
    throw new ProtocolError(`Expected a node of a distributed test (ZMTP), got "${textOf(start)}".`);
  }
  if (start.length > 10 && (start[10] as number) < 3) {
    throw new ProtocolError(`Expected ZMTP 3 (ZeroMQ 4), got an older version (${start[10]}).`);
  }
}

/** @throws {ProtocolError} as {@link checkGreeting} */
export function parseGreeting(bytes: Buffer): Greeting {
  checkGreeting(bytes);
  const name = bytes.toString('latin1', 12, 32);
  return { mechanism: printableLine(name.replace(/\0.*/s, '')), isServer: bytes[32] === 1 };
}

function textOf(start: Buffer): string {
  return printableLine(start.toString('latin1', 0, 30));
}
