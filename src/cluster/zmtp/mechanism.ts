/** The contract of security mechanisms: the handshake after the greeting, and what they do to messages. */
import type { Command } from './command.js';
import type { Frame } from './frame.js';
import type { Metadata } from './metadata.js';

/** One end of one connection. Handshake commands come and go one after the other. */
export interface Mechanism {
  /** As in the greeting. */
  readonly name: string;
  readonly isServer: boolean;
  /** What the peer says about itself; null until the handshake is complete. */
  readonly peer: Metadata | null;
  /** The body of the first command; null if the peer begins. */
  begin(): Buffer | null;
  /**
   * Handles a command of the handshake. Returns the body of the answer, or null if there is none.
   * @throws {ProtocolError} if the peer is refused
   */
  receive(command: Command): Buffer | null;
  /** The bytes that carry a message or a command. */
  seal(body: Buffer, flags: number): Buffer;
  /**
   * The frame that a received frame carries.
   * @throws {ProtocolError} if it is not of the peer
   */
  open(frame: Frame): Frame;
}
