/** Reads the header of a WAV file. */
import { HttpError } from '../http-error.js';

/** The header is within this many bytes at the start of a file. */
export const WAV_HEADER_BYTES = 4096;

/** The format of the audio data. */
export interface WavFormat {
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * The format of a WAV file, from its first {@link WAV_HEADER_BYTES} bytes and its size.
 * @throws HttpError 422 for any other file, and for one that is truncated
 */
export function wavFormat(head: Buffer, sizeBytes: number): WavFormat {
  if (readTag(head, 0) !== 'RIFF' || readTag(head, 8) !== 'WAVE') throw invalidWav('no RIFF/WAVE header');
  let format: Buffer | undefined;
  for (let offset = 12; offset + 8 <= head.length; ) {
    const tag = readTag(head, offset);
    const lengthBytes = head.readUInt32LE(offset + 4);
    if (tag === 'fmt ') format = head.subarray(offset + 8, offset + 8 + lengthBytes);
    if (tag === 'data') {
      if (offset + 8 + lengthBytes > sizeBytes)
        throw invalidWav(`${lengthBytes} bytes of audio in a file of ${sizeBytes}`);
      return parseFormat(format, lengthBytes);
    }
    offset += 8 + lengthBytes + (lengthBytes % 2); // chunks are padded to even lengths
  }
  throw invalidWav('no audio data');
}

function parseFormat(format: Buffer | undefined, audioBytes: number): WavFormat {
  if (!format || format.length < 16) throw invalidWav('no format before its audio data');
  const bytesPerSecond = format.readUInt32LE(8);
  if (bytesPerSecond === 0) throw invalidWav('a rate of 0 bytes per second');
  return {
    durationSeconds: audioBytes / bytesPerSecond,
    sampleRate: format.readUInt32LE(4),
    channels: format.readUInt16LE(2),
  };
}

function readTag(head: Buffer, offset: number): string {
  return head.toString('latin1', offset, offset + 4);
}

function invalidWav(what: string): HttpError {
  return new HttpError(422, `Expected a WAV file, got one with ${what}.`);
}
