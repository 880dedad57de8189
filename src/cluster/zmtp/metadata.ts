/** The named properties that both ends of a connection exchange in the handshake. */
import { isUtf8 } from 'node:buffer';
import { printableLine } from '../../util/text/printable.js';
import { ProtocolError } from './protocol-error.js';

/** The properties that are used. */
export interface Metadata {
  /** Such as `DEALER`. */
  readonly socketType: string;
  /** Of a worker; empty for a master. */
  readonly identity: string;
}

/** The properties as bytes. */
export function metadataBytes({ socketType, identity }: Metadata): Buffer {
  return Buffer.concat([property('Socket-Type', socketType), property('Identity', identity)]);
}

/** @throws {ProtocolError} if the properties are cut off, or the identity is none */
export function parseMetadata(bytes: Buffer): Metadata {
  let [socketType, identity] = ['', ''];
  for (let at = 0; at < bytes.length; ) {
    const nameEnd = at + 1 + (bytes[at] as number);
    if (nameEnd + 4 > bytes.length) throw cutOff();
    const end = nameEnd + 4 + bytes.readUInt32BE(nameEnd);
    if (end > bytes.length) throw cutOff();
    const name = bytes.toString('latin1', at + 1, nameEnd).toLowerCase();
    const value = bytes.subarray(nameEnd + 4, end);
    if (name === 'socket-type') socketType = printableLine(value.toString('latin1', 0, 32));
    else if (name === 'identity') identity = identityOf(value);
    at = end;
  }
  return { socketType, identity };
}

function property(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), length, text]);
}

function identityOf(value: Buffer): string {
  const text = value.toString('utf8');
  // Logs, tables and the page show it.
  if (value.length > 255 || !isUtf8(value) || printableLine(text) !== text) {
    throw new ProtocolError('Expected an identity of 255 bytes of UTF-8 at most, without control characters.');
  }
  return text;
}

function cutOff(): ProtocolError {
  return new ProtocolError('Expected properties of a node, got bytes that end too early.');
}
