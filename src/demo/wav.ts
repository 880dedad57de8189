/** Reads the header of a WAV file. */
import { Refusal } from './refusal.js';

/** Bytes at the start of a file that hold its header. */
export const WAV_HEAD_BYTES = 4096;

/** What the header says of the sound. */
export interface WavFormat {
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * The format of a WAV file, from its first {@link WAV_HEAD_BYTES} bytes and its whole size.
 * @throws Refusal 422 for what is no WAV file, and for one that ends before its sound does
 */
export function wavFormat(head: Buffer, sizeBytes: number): WavFormat {
  if (tagAt(head, 0) !== 'RIFF' || tagAt(head, 8) !== 'WAVE') throw unreadable('no RIFF/WAVE header');
  let format: Buffer | undefined;
  for (let at = 12; at + 8 <= head.length; ) {
    const tag = tagAt(head, at);
    const lengthBytes = head.readUInt32LE(at + 4);
    if (tag === 'fmt ') format = head.subarray(at + 8, at + 8 + lengthBytes);
    if (tag === 'data') {
      if (at + 8 + lengthBytes > sizeBytes) throw unreadable(`${lengthBytes} bytes of sound in ${sizeBytes} in all`);
      return formatOf(format, lengthBytes);
    }
    at += 8 + lengthBytes + (lengthBytes % 2); // chunks are padded to even lengths
  }
  throw unreadable('no sound');
}

function formatOf(format: Buffer | undefined, soundBytes: number): WavFormat {
  if (!format || format.length < 16) throw unreadable('no format before its sound');
  const bytesPerSecond = format.readUInt32LE(8);
  if (bytesPerSecond === 0) throw unreadable('a rate of 0 bytes per second');
  return {
    durationSeconds: soundBytes / bytesPerSecond,
    sampleRate: format.readUInt32LE(4),
    channels: format.readUInt16LE(2),
  };
}

function tagAt(head: Buffer, at: number): string {
  return head.toString('latin1', at, at + 4);
}

function unreadable(what: string): Refusal {
  return new Refusal(422, `Expected a WAV file, got one with ${what}.`);
}
