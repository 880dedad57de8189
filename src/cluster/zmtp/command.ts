/** Commands: frames for the protocol itself, not for the application. */
import { printableLine } from '../../util/text/printable.js';
import { ProtocolError } from './protocol-error.js';

/** One command. */
export interface Command {
  readonly name: string;
  /** What follows the name. */
  readonly rest: Buffer;
}

/** The body of a command frame. */
export function commandOf(name: string, ...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), ...parts]);
}

/** @throws {ProtocolError} if the body has no name */
export function parseCommand(body: Buffer): Command {
  const end = 1 + (body[0] ?? 0);
  if (end === 1 || end > body.length) throw new ProtocolError('Expected a command, got one without a name.');
  return { name: body.toString('latin1', 1, end), rest: body.subarray(end) };
}

/** The body of the `ERROR` that tells the peer why the connection is closed. */
export function errorCommandOf(reason: string): Buffer {
  const text = Buffer.from(reason.slice(0, 255), 'latin1');
  return commandOf('ERROR', Buffer.from([text.length]), text);
}

/** The reason in a peer's `ERROR`. */
export function reasonOf({ rest }: Command): string {
  return printableLine(rest.toString('latin1', 1, 1 + (rest[0] ?? 0)));
}

/** The answer to a `PING`, which carries its context: at most 16 bytes after the time to live. */
export function pongOf({ rest }: Command): Buffer {
  return commandOf('PONG', rest.subarray(2, 18));
}
