/** The mechanism NULL, of Locust: no authentication, no encryption. */
import type { Command } from './command.js';
import { commandOf } from './command.js';
import type { Frame } from './frame.js';
import { frameBytesOf } from './frame.js';
import type { Mechanism } from './mechanism.js';
import type { Metadata } from './metadata.js';
import { metadataBytes, parseMetadata } from './metadata.js';
import { ProtocolError } from './protocol-error.js';

export class NullMechanism implements Mechanism {
  readonly name = 'NULL';
  readonly isServer = false;
  peer: Metadata | null = null;
  readonly #own: Metadata;

  constructor(own: Metadata) {
    this.#own = own;
  }

  begin(): Buffer {
    return commandOf('READY', metadataBytes(this.#own));
  }

  receive({ name, rest }: Command): null {
    if (name !== 'READY') throw new ProtocolError('Expected READY of a node, got another command.');
    this.peer = parseMetadata(rest);
    return null;
  }

  seal(body: Buffer, flags: number): Buffer {
    return frameBytesOf(body, flags);
  }

  open(frame: Frame): Frame {
    return frame;
  }
}
